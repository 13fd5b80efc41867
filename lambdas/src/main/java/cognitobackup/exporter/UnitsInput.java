package cognitobackup.exporter;

import cognitobackup.backup.Run;
import cognitobackup.function.StepInput;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Objects;

/**
 * The input of the states that work on units with what every worker before has seen.
 *
 * @param run the export
 * @param work the units
 * @param progress what this worker has done so far, by unit; null at first
 * @param workers the progress of every worker before
 */
@Serdeable
public record UnitsInput(Run run, Units work, @Nullable List<Progress> progress, List<Progress> workers)
        implements StepInput {
    public UnitsInput {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(work, "work");
        Objects.requireNonNull(workers, "workers");
        progress = progress == null ? List.of() : List.copyOf(progress);
    }

    @Override
    public String execution() {
        return run.execution();
    }
}
