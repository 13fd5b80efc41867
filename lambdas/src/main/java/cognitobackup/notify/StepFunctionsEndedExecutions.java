package cognitobackup.notify;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Asks Step Functions. */
@Singleton
class StepFunctionsEndedExecutions implements EndedExecutions {
    private static final Logger LOG = LoggerFactory.getLogger(StepFunctionsEndedExecutions.class);

    private final SfnClient client;

    StepFunctionsEndedExecutions(SfnClient client) {
        this.client = client;
    }

    @Override
    public EndedExecution complete(EndedExecution execution) {
        try {
            var described = client.describeExecution(request -> request.executionArn(execution.arn()));
            return new EndedExecution(
                    execution.arn(),
                    execution.stateMachineArn(),
                    execution.status(),
                    execution.input().or(() -> Optional.ofNullable(described.input())),
                    execution.error().or(() -> Optional.ofNullable(described.error())),
                    execution.cause().or(() -> Optional.ofNullable(described.cause())));
        } catch (SdkException e) {
            // That the execution has ended is known, and worth telling without the reason.
            LOG.atWarn()
                    .addKeyValue("execution", execution.arn())
                    .addKeyValue("failure", e.getClass().getSimpleName())
                    .log("an ended execution could not be described");
            return execution;
        }
    }
}
