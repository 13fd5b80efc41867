package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;

/** Writes down the users of the target for one round. */
public class ListTargetUsersHandler
        extends FunctionHandler<ListTargetUsersHandler.Input, ListTargetUsersHandler.Output> {
    @Inject
    ListTargetUsers listTargetUsers;

    public ListTargetUsersHandler() {}

    public ListTargetUsersHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        ListTargetUsers.Progress progress =
                listTargetUsers.list(input.run(), input.round(), input.progress(), deadline);
        return new Output(progress.done(), progress);
    }

    /** Where to go on; without progress, at the beginning. */
    @Serdeable
    public record Input(ImportRun run, @Nullable ListTargetUsers.Progress progress, int round) implements StepInput {
        public Input {
            progress = progress == null ? ListTargetUsers.Progress.NOTHING : progress;
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }

    /** While not done, the step is to be invoked again with this progress. */
    @Serdeable
    public record Output(boolean done, ListTargetUsers.Progress progress) {}
}
