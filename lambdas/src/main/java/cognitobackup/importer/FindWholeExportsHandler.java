package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;

/** Finds out in which of the newest exports one unit is whole. */
public class FindWholeExportsHandler
        extends FunctionHandler<FindWholeExportsHandler.Input, FindWholeExportsHandler.Output> {
    @Inject
    FindWholeExports findWholeExports;

    public FindWholeExportsHandler() {}

    public FindWholeExportsHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        return new Output(findWholeExports.look(input.run(), input.work().asShard(), deadline));
    }

    /** The unit that is looked at. */
    @Serdeable
    public record Input(ImportRun run, PinPlan.Unit work) implements StepInput {
        @Override
        public String execution() {
            return run.execution();
        }
    }

    /** What it is like in each export. */
    @Serdeable
    public record Output(FindWholeExports.Looked looked) {}
}
