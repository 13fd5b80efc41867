package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;

/** Compares the two sides of a comparison in one unit. */
public class FindDifferencesHandler
        extends FunctionHandler<FindDifferencesHandler.Input, FindDifferencesHandler.Output> {
    @Inject
    FindDifferences findDifferences;

    public FindDifferencesHandler() {}

    public FindDifferencesHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        return new Output(findDifferences.find(input.run(), input.work().asShard()));
    }

    /** The unit that is compared. */
    @Serdeable
    public record Input(ImportRun run, PinPlan.Unit work) implements StepInput {
        @Override
        public String execution() {
            return run.execution();
        }
    }

    /** How many records differ. */
    @Serdeable
    public record Output(DifferenceCounts counts) {}
}
