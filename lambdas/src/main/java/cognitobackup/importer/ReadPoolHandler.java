package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;

/** Writes a living pool down for a comparison. */
public class ReadPoolHandler extends FunctionHandler<ReadPoolHandler.Input, ReadPoolHandler.Output> {
    @Inject
    ReadPool readPool;

    public ReadPoolHandler() {}

    public ReadPoolHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        ReadPool.Progress progress = readPool.read(input.run(), input.progress(), deadline);
        return new Output(progress.done(), progress);
    }

    /** Where to go on; without progress, at the beginning. */
    @Serdeable
    public record Input(ImportRun run, @Nullable ReadPool.Progress progress) implements StepInput {
        public Input {
            progress = progress == null ? ReadPool.Progress.NOTHING : progress;
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }

    /** While not done, the step is to be invoked again with this progress. */
    @Serdeable
    public record Output(boolean done, ReadPool.Progress progress) {}
}
