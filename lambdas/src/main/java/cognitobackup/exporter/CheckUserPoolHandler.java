package cognitobackup.exporter;

import cognitobackup.backup.Run;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;
import java.util.Objects;

/** The state CheckUserPool: records the pool's configuration and shares out the work. Safe to repeat. */
public class CheckUserPoolHandler extends FunctionHandler<CheckUserPoolHandler.Input, CheckUserPool.Work> {
    @Inject
    CheckUserPool checkUserPool;

    public CheckUserPoolHandler() {}

    public CheckUserPoolHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected CheckUserPool.Work handle(Input input, Deadline deadline) {
        return checkUserPool.check(input.run(), deadline);
    }

    /**
     * The input.
     *
     * @param run the export
     */
    @Serdeable
    public record Input(Run run) implements StepInput {
        public Input {
            Objects.requireNonNull(run, "run");
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }
}
