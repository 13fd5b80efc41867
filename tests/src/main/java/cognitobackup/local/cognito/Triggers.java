package cognitobackup.local.cognito;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Calls a pool's triggers. AWS tries a function that does not answer again; here it is called once.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html">Pre sign-up Lambda
 *     trigger</a>
 */
final class Triggers {
    private static final String PRE_SIGN_UP = "PreSignUp";

    private final String region;
    private final TriggerFunctions functions;
    private final Outbox outbox;

    Triggers(String region, TriggerFunctions functions, Outbox outbox) {
        this.region = region;
        this.functions = functions;
        this.outbox = outbox;
    }

    /**
     * Calls the PreSignUp trigger, if the pool has one. Its answers to confirm or verify count for nothing when an
     * administrator creates the user. To be called without the pool's monitor: a function may look at the pool.
     *
     * @throws AwsError when the function does not let the user in
     */
    void preSignUp(Pool pool, User user, String username) {
        Optional<String> function = pool.configuration().trigger(PRE_SIGN_UP);
        if (function.isPresent()) {
            outbox.trigger(pool, user, PRE_SIGN_UP, "AdminCreateUser");
            functions
                    .call(
                            function.get(),
                            pool.configuration().arn(),
                            event(pool, user, username).toString())
                    .ifPresent(Triggers::requireAllowed);
        }
    }

    private ObjectNode event(Pool pool, User user, String username) {
        ObjectNode event = Json.object()
                .put("version", "1")
                .put("region", region)
                .put("userPoolId", pool.id())
                .put("userName", username)
                .put("triggerSource", PRE_SIGN_UP + "_AdminCreateUser");
        event.putObject("callerContext").put("awsSdkVersion", "local").put("clientId", "CLIENT_ID_NOT_APPLICABLE");
        ObjectNode attributes = event.putObject("request").putObject("userAttributes");
        user.attributes().forEach(attributes::put);
        event.putObject("response")
                .put("autoConfirmUser", false)
                .put("autoVerifyEmail", false)
                .put("autoVerifyPhone", false);
        return event;
    }

    private static void requireAllowed(TriggerFunctions.Answer answer) {
        JsonNode payload = read(answer.payload());
        switch (answer.outcome()) {
            case NOT_RUN ->
                throw AwsError.badRequest(
                        "UnexpectedLambdaException",
                        PRE_SIGN_UP + " invocation failed due to error " + answer.payload());
            case FAILED ->
                throw AwsError.badRequest(
                        "UserLambdaValidationException",
                        PRE_SIGN_UP + " failed with error "
                                + payload.path("errorMessage").asText() + ".");
            case ANSWERED -> {
                if (!payload.path("response").isObject()) {
                    throw AwsError.badRequest("InvalidLambdaResponseException", "Unrecognizable lambda output");
                }
            }
        }
    }

    private static JsonNode read(String payload) {
        try {
            return Json.MAPPER.readTree(payload);
        } catch (JsonProcessingException e) {
            return Json.object();
        }
    }
}
