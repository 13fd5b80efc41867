package cognitobackup.exporter;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/** The state FindSuspects: asks for what is stored in one unit and was not listed. Safe to repeat. */
public class FindSuspectsHandler extends FunctionHandler<UnitInput, StepOutput> {
    @Inject
    FindSuspects findSuspects;

    public FindSuspectsHandler() {}

    public FindSuspectsHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected StepOutput handle(UnitInput input, Deadline deadline) {
        return findSuspects.find(
                input.run(), input.work(), Progress.orNone(input.progress()), input.workers(), deadline);
    }
}
