package cognitobackup.exporter;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/** The state Reconcile: brings units to what was seen, and sums them. Safe to repeat. */
public class ReconcileHandler extends FunctionHandler<UnitsInput, UnitsOutput> {
    @Inject
    Reconcile reconcile;

    public ReconcileHandler() {}

    public ReconcileHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected UnitsOutput handle(UnitsInput input, Deadline deadline) {
        return reconcile.reconcile(input.run(), input.work(), input.progress(), input.workers(), deadline);
    }
}
