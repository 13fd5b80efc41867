package cognitobackup.local.lambda;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The variables of a function: its own, those that Lambda sets, and where the local AWS is. */
final class FunctionEnvironment {
    /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html. */
    private static final int MAX_BYTES = 4096;

    /** Of https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html those that a program might try to set. */
    private static final Set<String> RESERVED = Set.of(
            "_HANDLER",
            "AWS_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_DEFAULT_REGION",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_LAMBDA_RUNTIME_API",
            "AWS_REGION",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "LAMBDA_RUNTIME_DIR",
            "LAMBDA_TASK_ROOT");

    private FunctionEnvironment() {}

    /** @throws LambdaServiceException if Lambda would not take a function's own variables */
    static void check(Map<String, String> own) throws LambdaServiceException {
        int bytes = 0;
        for (Map.Entry<String, String> variable : own.entrySet()) {
            if (RESERVED.contains(variable.getKey())) {
                throw refused("reserved keys that are currently not supported for modification: " + variable.getKey());
            }
            if (!variable.getKey().matches("[a-zA-Z]([a-zA-Z0-9_])+")) {
                throw refused("a name that is not allowed: " + variable.getKey());
            }
            bytes += length(variable.getKey()) + length(variable.getValue());
        }
        if (bytes > MAX_BYTES) {
            throw refused("more than " + MAX_BYTES + " bytes: " + bytes);
        }
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static LambdaServiceException refused(String why) {
        return new LambdaServiceException(
                400, "InvalidParameterValueException", "The environment variables you have provided contain " + why);
    }

    /** All that one instance sees. */
    static Map<String, String> of(
            FunctionDefinition function, String region, String accessKeyId, Map<String, String> endpoints) {
        Map<String, String> environment = new HashMap<>(endpoints);
        environment.putAll(function.environment());
        environment.put("_HANDLER", function.handler());
        environment.put("AWS_REGION", region);
        environment.put("AWS_DEFAULT_REGION", region);
        environment.put("AWS_ACCESS_KEY_ID", accessKeyId);
        environment.put("AWS_SECRET_ACCESS_KEY", "unchecked");
        environment.put("AWS_SESSION_TOKEN", "unchecked");
        environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()));
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", function.logGroup());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", LogWriter.STREAM);
        environment.put("TZ", ":UTC");
        return environment;
    }
}
