package cognitobackup.backup;

import java.time.Instant;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;

/** Asks Step Functions of this Region. */
final class StepFunctionsExecutions implements Executions {
    private final SfnClient client;

    StepFunctionsExecutions(SfnClient client) {
        this.client = client;
    }

    @Override
    public State state(String execution) {
        String region = client.serviceClientConfiguration().region().id();
        boolean ofThisRegion = Arn.tryFromString(execution)
                .flatMap(Arn::region)
                .filter(region::equals)
                .isPresent();
        if (!ofThisRegion) {
            // This Region knows nothing of another's executions, which does not mean that they have ended.
            return new State.CannotTell("it is no execution of " + region);
        }
        try {
            return state(client.describeExecution(request -> request.executionArn(execution)));
        } catch (ExecutionDoesNotExistException e) {
            return new State.DoesNotExist();
        } catch (SdkException e) {
            return new State.CannotTell(e.getClass().getSimpleName());
        }
    }

    private static State state(DescribeExecutionResponse execution) {
        return switch (execution.status()) {
            case RUNNING, PENDING_REDRIVE -> new State.Running();
            case SUCCEEDED, FAILED, TIMED_OUT, ABORTED -> ended(execution.stopDate());
            case UNKNOWN_TO_SDK_VERSION -> new State.CannotTell("its status is " + execution.statusAsString());
        };
    }

    private static State ended(Instant at) {
        return at == null ? new State.CannotTell("it has ended nobody knows when") : new State.Ended(at);
    }
}
