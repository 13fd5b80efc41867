package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;

/** Creates and updates the planned groups. */
public class ImportGroupsHandler extends FunctionHandler<ImportGroupsHandler.Input, ImportGroupsHandler.Output> {
    @Inject
    ImportGroups importGroups;

    public ImportGroupsHandler() {}

    public ImportGroupsHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        ImportGroups.Progress progress = importGroups.put(input.run(), input.progress(), deadline);
        return new Output(progress.done(), progress);
    }

    /** Where to go on; without progress, at the beginning. */
    @Serdeable
    public record Input(ImportRun run, @Nullable ImportGroups.Progress progress) implements StepInput {
        public Input {
            progress = progress == null ? ImportGroups.Progress.NOTHING : progress;
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }

    /** While not done, the step is to be invoked again with this progress. */
    @Serdeable
    public record Output(boolean done, ImportGroups.Progress progress) {}
}
