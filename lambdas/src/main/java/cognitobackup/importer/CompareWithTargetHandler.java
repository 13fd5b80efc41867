package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;

/** Compares one unit of the plan with the target, and enqueues what is missing. */
public class CompareWithTargetHandler
        extends FunctionHandler<CompareWithTargetHandler.Input, CompareWithTargetHandler.Output> {
    @Inject
    CompareWithTarget compareWithTarget;

    public CompareWithTargetHandler() {}

    public CompareWithTargetHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        CompareWithTarget.Progress progress = compareWithTarget.compare(
                input.run(), input.round(), input.work().asShard(), input.progress(), deadline);
        return new Output(progress.done(), progress);
    }

    /** Where to go on; without progress, at the beginning. */
    @Serdeable
    public record Input(
            ImportRun run, PinPlan.Unit work, @Nullable CompareWithTarget.Progress progress, int round)
            implements StepInput {
        public Input {
            progress = progress == null ? CompareWithTarget.Progress.NOTHING : progress;
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }

    /** While not done, the step is to be invoked again with this progress. */
    @Serdeable
    public record Output(boolean done, CompareWithTarget.Progress progress) {}
}
