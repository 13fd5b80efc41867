package cognitobackup.local;

import cognitobackup.local.iam.AccessDeniedException;
import cognitobackup.local.iam.AccessRequest;
import cognitobackup.local.iam.Caller;
import cognitobackup.local.iam.Iam;
import cognitobackup.local.lambda.FunctionInvoker;
import cognitobackup.local.lambda.InvocationResult;
import cognitobackup.local.lambda.LambdaFunctions;
import cognitobackup.local.lambda.LambdaServiceException;
import cognitobackup.local.stepfunctions.TaskFailure;
import cognitobackup.local.stepfunctions.TaskIntegration;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;

/** How the Step Functions of a Region invoke its functions. */
final class LambdaTasks implements TaskIntegration {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String SERVICE = "states.amazonaws.com";

    private final LambdaFunctions functions;
    private final FunctionInvoker invoker;
    private final Iam iam;

    /** @param invoker of the functions, which may run elsewhere */
    LambdaTasks(LambdaFunctions functions, FunctionInvoker invoker, Iam iam) {
        this.functions = functions;
        this.invoker = invoker;
        this.iam = iam;
    }

    @Override
    public TaskIntegration actingAs(String roleArn, String stateMachineArn) {
        return (function, payload, timeout) -> {
            long begun = System.nanoTime();
            try {
                requireAccess(roleArn, stateMachineArn, function);
            } catch (AccessDeniedException e) {
                if (!functions.failedInvocations().again(roleArn, begun)) {
                    throw new TaskFailure("Lambda.AWSLambdaException", e.getMessage());
                }
            }
            return invoke(function, payload, timeout);
        };
    }

    private void requireAccess(String roleArn, String stateMachineArn, String function) {
        Caller workflow = iam.assume(roleArn, SERVICE, stateMachineArn, "workflow");
        iam.authorize(workflow, AccessRequest.of("lambda:InvokeFunction", functions.arn(function)));
    }

    @Override
    public JsonNode invoke(String function, JsonNode payload, Duration timeout) throws TaskFailure {
        try {
            InvocationResult result = invoker.invoke(function, payload.toString());
            JsonNode answer = JSON.readTree(result.payload());
            if (result.failed()) {
                throw TaskFailure.ofFunction(answer);
            }
            return answer;
        } catch (LambdaServiceException e) {
            throw new TaskFailure("Lambda." + e.code(), e.getMessage());
        } catch (JsonProcessingException e) {
            throw new TaskFailure("Lambda.Unknown", "The function's answer is not JSON.");
        }
    }
}
