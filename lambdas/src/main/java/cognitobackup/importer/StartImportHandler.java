package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;
import java.util.List;

/** Begins an import or resumes the unfinished one: validates the input and takes the locks. */
public class StartImportHandler extends FunctionHandler<StartImportHandler.Input, StartImportHandler.Output> {
    @Inject
    StartImport startImport;

    public StartImportHandler() {}

    public StartImportHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        StartImport.Started started = startImport.start(input.input(), input.execution(), deadline);
        return new Output(
                started.run(),
                started.readings(),
                started.snapshotUnits(),
                started.units(),
                started.run().resumed());
    }

    /**
     * What the workflow was started with, and who runs it.
     *
     * @param input the execution's input, as it is
     * @param execution the execution's ARN
     */
    @Serdeable
    public record Input(@Nullable JsonNode input, String execution) implements StepInput {}

    /**
     * What the workflow goes on with.
     *
     * @param readings what of which snapshot is read and verified
     * @param snapshotUnits the units of the snapshot that are needed
     * @param units the units of the comparison
     * @param resumed whether the plan is pinned already
     */
    @Serdeable
    public record Output(
            ImportRun run,
            List<VerifySnapshot.Work> readings,
            List<PinPlan.Unit> snapshotUnits,
            List<PinPlan.Unit> units,
            boolean resumed) {}
}
