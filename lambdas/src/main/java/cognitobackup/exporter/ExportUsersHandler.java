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

/** The state ExportUsers: one partition of the users. Safe to repeat: items are keyed by user. */
public class ExportUsersHandler extends FunctionHandler<ExportUsersHandler.Input, StepOutput> {
    @Inject
    ExportUsers exportUsers;

    public ExportUsersHandler() {}

    public ExportUsersHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected StepOutput handle(Input input, Deadline deadline) {
        return exportUsers.export(input.run(), input.work(), Progress.orNone(input.progress()), deadline);
    }

    /**
     * The input.
     *
     * @param run the export
     * @param work the partition
     * @param progress what this worker has done so far; null at first
     */
    @Serdeable
    public record Input(Run run, Listing work, @Nullable Progress progress) implements StepInput {
        public Input {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(work, "work");
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }
}
