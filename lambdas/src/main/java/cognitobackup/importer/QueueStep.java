package cognitobackup.importer;

import cognitobackup.function.StepInput;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;

/** What the workers of both queues are given and return. */
final class QueueStep {
    private QueueStep() {}

    /** Where to go on; without progress, at the beginning. */
    @Serdeable
    public record Input(
            ImportRun run,
            DecideRound.Worker work,
            @Nullable QueueWorker.Progress progress) implements StepInput {
        public Input {
            progress = progress == null ? QueueWorker.Progress.NOTHING : progress;
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }

    /** While not done, the step is to be invoked again with this progress. */
    @Serdeable
    public record Output(boolean done, QueueWorker.Progress progress) {}
}
