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
import java.util.Optional;

/** The state CompleteExport: writes the manifest, last of all. Repeating it changes nothing. */
public class CompleteExportHandler extends FunctionHandler<CompleteExportHandler.Input, CompleteExport.Summary> {
    @Inject
    CompleteExport completeExport;

    public CompleteExportHandler() {}

    public CompleteExportHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected CompleteExport.Summary handle(Input input, Deadline deadline) {
        return completeExport.complete(
                input.run(), input.workers(), input.units(), Optional.ofNullable(input.allowedDeletions()));
    }

    /**
     * The input.
     *
     * @param run the export
     * @param workers the progress of every worker before
     * @param units the progress of every reconciled unit
     * @param allowedDeletions how many deletions the guard let through because the input allowed them, if it did
     */
    @Serdeable
    public record Input(
            Run run,
            List<Progress> workers,
            List<Progress> units,
            @Nullable Long allowedDeletions) implements StepInput {
        public Input {
            Objects.requireNonNull(run, "run");
            Objects.requireNonNull(workers, "workers");
            Objects.requireNonNull(units, "units");
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }
}
