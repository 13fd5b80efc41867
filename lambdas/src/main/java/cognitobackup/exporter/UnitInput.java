package cognitobackup.exporter;

import cognitobackup.backup.Run;
import cognitobackup.function.StepInput;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Objects;

/**
 * The input of the states that work on one unit with what every worker before has seen.
 *
 * @param run the export
 * @param work the unit
 * @param progress what this worker has done so far; null at first
 * @param workers the progress of every worker before
 */
@Serdeable
public record UnitInput(Run run, Unit work, @Nullable Progress progress, List<Progress> workers) implements StepInput {
    public UnitInput {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(work, "work");
        Objects.requireNonNull(workers, "workers");
    }

    @Override
    public String execution() {
        return run.execution();
    }
}
