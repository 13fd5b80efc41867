package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;
import java.util.List;

/** Lists the complete exports of a pool. */
public class ListExportsHandler extends FunctionHandler<ListExportsHandler.Input, ListExportsHandler.Output> {
    @Inject
    ListExports listExports;

    public ListExportsHandler() {}

    public ListExportsHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        ImportRun run = input.run();
        return new Output(
                ListExports.OUTCOME,
                run.importId().value(),
                listExports.list(run, input.looked()),
                ImportFiles.report(run));
    }

    /** Which exports each unit is whole in. */
    @Serdeable
    public record Input(ImportRun run, List<FindWholeExports.Looked> looked) implements StepInput {
        @Override
        public String execution() {
            return run.execution();
        }
    }

    /**
     * The summary: ids and numbers only.
     *
     * @param exports newest first
     * @param report the key of the report in the reports bucket
     */
    @Serdeable
    public record Output(String outcome, String importId, List<ListExports.Listed> exports, String report) {}
}
