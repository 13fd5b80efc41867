package cognitobackup.exporter;

import cognitobackup.backup.Run;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The state GuardDeletions: stops an export that would delete too much. Writes nothing. */
public class GuardDeletionsHandler extends FunctionHandler<GuardDeletionsHandler.Input, GuardDeletions.Decision> {
    @Inject
    GuardDeletions guardDeletions;

    public GuardDeletionsHandler() {}

    public GuardDeletionsHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected GuardDeletions.Decision handle(Input input, Deadline deadline) {
        return guardDeletions.guard(
                input.run(),
                Optional.ofNullable(input.allowDeletions()),
                input.workers(),
                input.progress() == null ? GuardDeletions.Counted.NOTHING : input.progress(),
                deadline);
    }

    /**
     * The input.
     *
     * @param run the export
     * @param allowDeletions how many deletions the execution's input allows; null where it allows none
     * @param progress what is counted so far; null at first
     * @param workers the progress of every worker before
     */
    @Serdeable
    public record Input(
            Run run,
            @Nullable Long allowDeletions,
            @Nullable GuardDeletions.Counted progress,
            List<Progress> workers) implements StepInput {
        public Input {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(workers, "workers");
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }
}
