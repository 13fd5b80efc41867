package cognitobackup.exporter;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;
import java.util.Objects;

/** The state StartExport: takes the run lock. Repeated by its execution it gets the same run again. */
public class StartExportHandler extends FunctionHandler<StartExportHandler.Input, StartExport.Start> {
    @Inject
    StartExport startExport;

    public StartExportHandler() {}

    public StartExportHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected StartExport.Start handle(Input input, Deadline deadline) {
        return startExport.start(input.input(), input.execution());
    }

    /**
     * The input.
     *
     * @param input what the execution was started with, verbatim
     * @param execution the ARN of the execution
     */
    @Serdeable
    public record Input(@Nullable JsonNode input, String execution) implements StepInput {
        public Input {
            Objects.requireNonNull(execution, "execution");
        }
    }
}
