package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;

/** Works off the queue of users to disable and to add to groups. */
public class UpdateUsersHandler extends FunctionHandler<UpdateUsersHandler.Input, UpdateUsersHandler.Output> {
    @Inject
    UpdateUsers updateUsers;

    public UpdateUsersHandler() {}

    public UpdateUsersHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        QueueWorker.Progress progress =
                updateUsers.update(input.run(), input.work().of(), input.progress(), deadline);
        return new Output(progress.done(), progress);
    }

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
