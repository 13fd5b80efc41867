package cognitobackup.exporter;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/** The state FindSuspects: asks for what is stored in units and was not listed. Safe to repeat. */
public class FindSuspectsHandler extends FunctionHandler<UnitsInput, UnitsOutput> {
    @Inject
    FindSuspects findSuspects;

    public FindSuspectsHandler() {}

    public FindSuspectsHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected UnitsOutput handle(UnitsInput input, Deadline deadline) {
        return findSuspects.find(input.run(), input.work(), input.progress(), input.workers(), deadline);
    }
}
