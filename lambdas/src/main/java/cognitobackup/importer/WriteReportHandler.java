package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;
import java.util.List;

/** Writes the report of the import and returns its summary. */
public class WriteReportHandler extends FunctionHandler<WriteReportHandler.Input, WriteReportHandler.Output> {
    @Inject
    WriteReport writeReport;

    public WriteReportHandler() {}

    public WriteReportHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        return Output.of(writeReport.write(input.run(), input.round(), input.units()));
    }

    /** What the last comparison of each unit came to. */
    @Serdeable
    public record Input(ImportRun run, int round, List<CompareWithTarget.Progress> units) implements StepInput {
        @Override
        public String execution() {
            return run.execution();
        }
    }

    /**
     * The summary: ids and numbers only.
     *
     * @param outcome {@code COMPLETED}; {@code INCOMPLETE} where any record failed, or the snapshot is not whole;
     *     {@code DRY_RUN}, with the numbers that there will be if everything planned succeeds
     * @param planned users of the snapshot: those restored, failed and skipped
     * @param groups groups restored
     * @param memberships memberships restored
     * @param membershipsRemoved memberships removed that the snapshot does not have
     * @param activeUsers planned users whom calls of the import have made active, which AWS bills
     * @param apiCalls requests sent to Cognito
     * @param seconds since the import began
     * @param estimatedSeconds how long the import takes at the request budgets
     * @param report the key of the report in the reports bucket
     */
    @Serdeable
    public record Output(
            String outcome,
            String importId,
            String exportId,
            String mode,
            long planned,
            long restored,
            long failed,
            long skipped,
            long groups,
            long groupsFailed,
            long groupsSkipped,
            long memberships,
            long membershipsFailed,
            long membershipsSkipped,
            long membershipsRemoved,
            long activeUsers,
            long apiCalls,
            long seconds,
            long estimatedSeconds,
            String report) {
        static Output of(WriteReport.Summary summary) {
            return new Output(
                    summary.outcome(),
                    summary.importId(),
                    summary.exportId(),
                    summary.mode().name(),
                    summary.users().planned(),
                    summary.users().restored(),
                    summary.users().failed(),
                    summary.users().skipped(),
                    summary.groups().restored(),
                    summary.groups().failed(),
                    summary.groups().skipped(),
                    summary.memberships().restored(),
                    summary.memberships().failed(),
                    summary.memberships().skipped(),
                    summary.membershipsRemoved(),
                    summary.activeUsers(),
                    summary.apiCalls(),
                    summary.seconds(),
                    summary.estimatedSeconds(),
                    summary.report());
        }
    }
}
