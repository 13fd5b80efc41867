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

/** The state ExportMembers: the members of one share of the groups. Safe to repeat: items are keyed by membership. */
public class ExportMembersHandler extends FunctionHandler<ExportMembersHandler.Input, StepOutput> {
    @Inject
    ExportMembers exportMembers;

    public ExportMembersHandler() {}

    public ExportMembersHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected StepOutput handle(Input input, Deadline deadline) {
        return exportMembers.export(
                input.run(), input.work(), Progress.orNone(input.progress()), input.again(), deadline);
    }

    /**
     * The input.
     *
     * @param run the export
     * @param work the share of the groups
     * @param progress what this worker has done so far; null at first
     * @param again whether only groups are listed whose stored members were not all seen
     */
    @Serdeable
    public record Input(Run run, MemberList work, @Nullable Progress progress, boolean again) implements StepInput {
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
