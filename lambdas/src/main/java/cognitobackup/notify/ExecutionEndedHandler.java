package cognitobackup.notify;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * Takes EventBridge's event <i>Step Functions Execution Status Change</i> of an execution that failed, timed out or was
 * stopped. It may come more than once.
 */
public class ExecutionEndedHandler extends FunctionHandler<ExecutionEndedHandler.Input, ExecutionEndedHandler.Output> {
    @Inject
    TellOfEnd tellOfEnd;

    public ExecutionEndedHandler() {}

    public ExecutionEndedHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        tellOfEnd.tell(input.detail().execution());
        return new Output();
    }

    /** The event. */
    @Serdeable
    public record Input(Detail detail) implements StepInput {
        @Override
        public String execution() {
            return detail.executionArn();
        }
    }

    /**
     * What the event says of the execution.
     *
     * @param input the execution's input as JSON text; null where it was too large for the event
     * @param error the error's name; null where the event does not say it
     * @param cause what is said of the error; null where the event does not say it
     */
    @Serdeable
    public record Detail(
            String executionArn,
            String stateMachineArn,
            String status,
            @Nullable String input,
            @Nullable String error,
            @Nullable String cause) {
        EndedExecution execution() {
            return new EndedExecution(
                    executionArn,
                    stateMachineArn,
                    status,
                    Optional.ofNullable(input),
                    Optional.ofNullable(error),
                    Optional.ofNullable(cause));
        }
    }

    /** Nothing. */
    @Serdeable
    public record Output() {}
}
