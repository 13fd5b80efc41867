package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;

/** Begins user import jobs and looks after them, once for each invocation. */
public class RunImportJobsHandler extends FunctionHandler<RunImportJobsHandler.Input, RunImportJobsHandler.Output> {
    @Inject
    RunImportJobs runImportJobs;

    public RunImportJobsHandler() {}

    public RunImportJobsHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        JobProgress progress =
                switch (input.task()) {
                    case FINISH_FORMER -> runImportJobs.finishFormer(input.run(), input.progress(), deadline);
                    case RUN -> runImportJobs.run(input.run(), input.progress(), deadline);
                };
        return new Output(progress.done(), progress.waitSeconds(), progress);
    }

    /** What is to be done about jobs. */
    public enum Task {
        /** See to it that no job of a former run is active. */
        FINISH_FORMER,
        /** Run the jobs of this run. */
        RUN
    }

    /** Where to go on; without progress, at the beginning. */
    @Serdeable
    public record Input(ImportRun run, Task task, @Nullable JobProgress progress) implements StepInput {
        public Input {
            progress = progress == null ? JobProgress.NOTHING : progress;
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }

    /** While not done, the step is to be invoked again with this progress after so many seconds. */
    @Serdeable
    public record Output(boolean done, int waitSeconds, JobProgress progress) {}
}
