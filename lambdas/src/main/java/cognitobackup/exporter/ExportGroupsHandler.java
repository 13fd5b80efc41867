package cognitobackup.exporter;

import cognitobackup.backup.Run;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;
import java.util.Objects;

/** The state ExportGroups. Safe to repeat: items are keyed by group. */
public class ExportGroupsHandler extends FunctionHandler<ExportGroupsHandler.Input, StepOutput> {
    @Inject
    ExportGroups exportGroups;

    public ExportGroupsHandler() {}

    public ExportGroupsHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected StepOutput handle(Input input, Deadline deadline) {
        return exportGroups.export(input.run(), Progress.orNone(input.progress()), deadline);
    }

    /**
     * The input.
     *
     * @param run the export
     * @param progress what this worker has done so far; null at first
     */
    @Serdeable
    public record Input(Run run, @Nullable Progress progress) implements StepInput {
        public Input {
            Objects.requireNonNull(run, "run");
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }
}
