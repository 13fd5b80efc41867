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
     * @param outcome {@code COMPLETED}, or {@code INCOMPLETE} where any record failed
     * @param planned users of the snapshot: those restored, failed and skipped
     * @param groups groups restored
     * @param memberships memberships restored
     * @param apiCalls requests sent to Cognito
     * @param seconds since the import began
     * @param report the key of the report in the reports bucket
     */
    @Serdeable
    public record Output(
            String outcome,
            String importId,
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
            long apiCalls,
            long seconds,
            String report) {
        static Output of(WriteReport.Summary summary) {
            return new Output(
                    summary.outcome(),
                    summary.importId(),
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
                    summary.apiCalls(),
                    summary.seconds(),
                    summary.report());
        }
    }
}
