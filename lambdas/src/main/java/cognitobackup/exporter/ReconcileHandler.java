package cognitobackup.exporter;

import cognitobackup.backup.Run;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;

/** The state Reconcile: brings one unit to what was seen, and sums it. Safe to repeat. */
public class ReconcileHandler extends FunctionHandler<ReconcileHandler.Input, StepOutput> {
    @Inject
    Reconcile reconcile;

    public ReconcileHandler() {}

    public ReconcileHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected StepOutput handle(Input input, Deadline deadline) {
        return reconcile.reconcile(
                input.run(), input.work(), Progress.orNone(input.progress()), input.workers(), deadline);
    }

    /**
     * The input.
     *
     * @param run the export
     * @param work the unit
     * @param progress what this worker has done so far; null at first
     * @param workers the progress of every worker before
     */
    @Serdeable
    public record Input(Run run, Unit work, @Nullable Progress progress, List<Progress> workers) implements StepInput {
        public Input {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(work, "work");
            Objects.requireNonNull(workers, "workers");
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }
}
