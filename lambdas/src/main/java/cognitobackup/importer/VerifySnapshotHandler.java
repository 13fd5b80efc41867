package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;

/** Verifies one unit of a snapshot and writes it down. */
public class VerifySnapshotHandler extends FunctionHandler<VerifySnapshotHandler.Input, VerifySnapshotHandler.Output> {
    @Inject
    VerifySnapshot verifySnapshot;

    public VerifySnapshotHandler() {}

    public VerifySnapshotHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        VerifySnapshot.Progress progress = verifySnapshot.verify(input.run(), input.work(), input.progress(), deadline);
        return new Output(progress.done(), progress);
    }

    /** Where to go on; without progress, at the beginning. */
    @Serdeable
    public record Input(
            ImportRun run,
            VerifySnapshot.Work work,
            @Nullable VerifySnapshot.Progress progress) implements StepInput {
        public Input {
            progress = progress == null ? VerifySnapshot.Progress.NOTHING : progress;
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }

    /** While not done, the step is to be invoked again with this progress. */
    @Serdeable
    public record Output(boolean done, VerifySnapshot.Progress progress) {}
}
