package cognitobackup.local;

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

    private final LambdaFunctions functions;

    LambdaTasks(LambdaFunctions functions) {
        this.functions = functions;
    }

    @Override
    public JsonNode invoke(String function, JsonNode payload, Duration timeout) throws TaskFailure {
        try {
            InvocationResult result = functions.invoke(function, payload.toString());
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
