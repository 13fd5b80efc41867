package cognitobackup.exporter;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/** The state Reconcile: brings one unit to what was seen, and sums it. Safe to repeat. */
public class ReconcileHandler extends FunctionHandler<UnitInput, StepOutput> {
    @Inject
    Reconcile reconcile;

    public ReconcileHandler() {}

    public ReconcileHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected StepOutput handle(UnitInput input, Deadline deadline) {
        return reconcile.reconcile(
                input.run(), input.work(), Progress.orNone(input.progress()), input.workers(), deadline);
    }
}
