package cognitobackup.notify;

import cognitobackup.backup.Run;
import cognitobackup.backup.RunId;
import cognitobackup.backup.RunLock;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;
import java.util.List;

/** Gives back the locks of a run, of either workflow. A lock that the run no longer holds stays as it is. */
public class ReleaseRunLockHandler extends FunctionHandler<ReleaseRunLockHandler.Input, ReleaseRunLockHandler.Output> {
    @Inject
    RunLock lock;

    public ReleaseRunLockHandler() {}

    public ReleaseRunLockHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        lock.release(input.run().lock());
        input.run().alsoHeld().forEach(lock::release);
        return new Output();
    }

    /** The run, as the workflow's steps carry it. */
    @Serdeable
    public record Input(HeldLocks run) implements StepInput {
        @Override
        public String execution() {
            return run.execution();
        }
    }

    /** What of a run says which locks it holds: its own, which is that of its pool, and others. */
    @Serdeable
    public record HeldLocks(
            String userPoolId,
            RunId id,
            String execution,
            long term,
            @Nullable List<Run> alsoHeld) {
        public HeldLocks {
            alsoHeld = alsoHeld == null ? List.of() : alsoHeld;
        }

        Run lock() {
            return new Run(userPoolId, id, execution, term);
        }
    }

    /** Nothing. */
    @Serdeable
    public record Output() {}
}
