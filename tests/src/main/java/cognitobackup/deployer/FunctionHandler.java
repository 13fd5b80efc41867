package cognitobackup.deployer;

import cognitobackup.local.lambda.FunctionDefinition;
import cognitobackup.local.lambda.LambdaFunctions;
import cognitobackup.local.lambda.LambdaServiceException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Functions of Lambda. The processor's architecture is recorded only. */
final class FunctionHandler implements ResourceHandler {
    private static final String FIRST_VERSION = "1";
    private static final int DEFAULT_TIMEOUT_SECONDS = 3;
    private static final int DEFAULT_MEMORY_MEGABYTES = 128;

    @Override
    public Outputs describe(Registration registration, Place place) {
        String name =
                place.name(registration, Inputs.of(registration).text("name").orElse(""), 64);
        String arn = place.arn(registration, "lambda", "function:" + name);
        String version = publishes(registration) ? FIRST_VERSION : FunctionDefinition.LATEST;
        return versioned(
                Outputs.of(name, registration)
                        .with("name", name)
                        .with("arn", arn)
                        .with(
                                "invokeArn",
                                "arn:aws:apigateway:" + registration.region() + ":lambda:path/2015-03-31/functions/"
                                        + arn + "/invocations"),
                version);
    }

    private static Outputs versioned(Outputs outputs, String version) {
        return outputs.with("version", version)
                .with("qualifiedArn", outputs.state().get("arn") + ":" + version);
    }

    private static boolean publishes(Registration registration) {
        return Inputs.of(registration).flag("publish");
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        LambdaFunctions functions = target.region(registration.region()).functions();
        return put(registration, described, target, functions::create);
    }

    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        LambdaFunctions functions = target.region(registration.region()).functions();
        return put(registration, described, target, functions::update);
    }

    private interface Put {
        void accept(FunctionDefinition function) throws LambdaServiceException;
    }

    /** As the provider does: puts the function, then publishes it. */
    private static Outputs put(Registration registration, Outputs described, Target target, Put put) {
        try {
            put.accept(function(registration, described, target));
            return publishes(registration)
                    ? versioned(
                            described,
                            target.region(registration.region()).functions().publish(described.id()))
                    : described;
        } catch (LambdaServiceException e) {
            throw new RefusedResourceException(registration, e.code() + ": " + e.getMessage());
        }
    }

    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        target.region(registration.region()).functions().delete(existing.id());
    }

    private static FunctionDefinition function(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration)
                .recorded("name", "publish", "architectures", "description", "tags", "kmsKeyArn");
        if (!inputs.requiredText("runtime").startsWith("java")) {
            throw new RefusedResourceException(registration, "only runtimes for Java are built");
        }
        FunctionDefinition function = new FunctionDefinition(
                described.id(),
                inputs.requiredText("handler"),
                target.functionCode(
                        registration.region(), inputs.requiredText("s3Bucket"), inputs.requiredText("s3Key")),
                variables(inputs),
                Duration.ofSeconds(inputs.integer("timeout").orElse(DEFAULT_TIMEOUT_SECONDS)),
                inputs.integer("memorySize").orElse(DEFAULT_MEMORY_MEGABYTES),
                inputs.requiredText("role"),
                inputs.object("loggingConfig")
                        .flatMap(logging -> logging.text("logGroup"))
                        .orElse("/aws/lambda/" + described.id()));
        inputs.requireAllSeen();
        return function;
    }

    private static Map<String, String> variables(Inputs inputs) {
        Map<String, String> variables = new HashMap<>();
        inputs.object("environment")
                .flatMap(environment -> environment.any("variables"))
                .ifPresent(all -> ((Map<?, ?>) all)
                        .forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value))));
        return variables;
    }
}
