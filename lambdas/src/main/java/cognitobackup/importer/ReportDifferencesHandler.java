package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;
import java.util.List;

/** Writes the report of a comparison. */
public class ReportDifferencesHandler
        extends FunctionHandler<ReportDifferencesHandler.Input, ReportDifferencesHandler.Output> {
    @Inject
    ReportDifferences reportDifferences;

    public ReportDifferencesHandler() {}

    public ReportDifferencesHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        return new Output(reportDifferences.write(input.run(), input.units()));
    }

    /** What each unit came to. */
    @Serdeable
    public record Input(ImportRun run, List<DifferenceCounts> units) implements StepInput {
        @Override
        public String execution() {
            return run.execution();
        }
    }

    /** What the workflow puts out. */
    @Serdeable
    public record Output(ReportDifferences.Summary summary) {}
}
