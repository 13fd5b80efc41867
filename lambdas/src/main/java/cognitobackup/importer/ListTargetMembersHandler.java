package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;

/** Writes down the members of a share of the groups for one round. */
public class ListTargetMembersHandler
        extends FunctionHandler<ListTargetMembersHandler.Input, ListTargetMembersHandler.Output> {
    @Inject
    ListTargetMembers listTargetMembers;

    public ListTargetMembersHandler() {}

    public ListTargetMembersHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        ListTargetMembers.Progress progress =
                listTargetMembers.list(input.run(), input.round(), input.work(), input.progress(), deadline);
        return new Output(progress.done(), progress);
    }

    /** Where to go on; without progress, at the beginning. */
    @Serdeable
    public record Input(
            ImportRun run,
            PinPlan.MemberList work,
            @Nullable ListTargetMembers.Progress progress,
            int round) implements StepInput {
        public Input {
            progress = progress == null ? ListTargetMembers.Progress.of(work) : progress;
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }

    /** While not done, the step is to be invoked again with this progress. */
    @Serdeable
    public record Output(boolean done, ListTargetMembers.Progress progress) {}
}
