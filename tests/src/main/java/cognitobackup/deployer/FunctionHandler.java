package cognitobackup.deployer;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.Environment;
import software.amazon.awssdk.services.lambda.model.FunctionCode;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.LoggingConfig;
import software.amazon.awssdk.services.lambda.model.PublishVersionResponse;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionCodeRequest;
import software.amazon.awssdk.services.lambda.model.UpdateFunctionConfigurationRequest;
import software.amazon.awssdk.services.lambda.waiters.LambdaWaiter;

/** Functions of Lambda. */
final class FunctionHandler implements ResourceHandler {
    private static final String LATEST = "$LATEST";
    private static final String FIRST_VERSION = "1";
    private static final int DEFAULT_TIMEOUT_SECONDS = 3;
    private static final int DEFAULT_MEMORY_MEGABYTES = 128;

    @Override
    public Outputs describe(Registration registration, Place place) {
        String name =
                place.name(registration, Inputs.of(registration).text("name").orElse(""), 64);
        String arn = place.arn(registration, "lambda", "function:" + name);
        String version = publishes(registration) ? FIRST_VERSION : LATEST;
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
        Inputs inputs = inputs(registration);
        Environment environment = environment(inputs);
        LoggingConfig logging = logging(inputs);
        FunctionCode code = FunctionCode.builder()
                .s3Bucket(inputs.requiredText("s3Bucket"))
                .s3Key(inputs.requiredText("s3Key"))
                .build();
        CreateFunctionRequest creation = CreateFunctionRequest.builder()
                .functionName(described.id())
                .runtime(inputs.requiredText("runtime"))
                .architecturesWithStrings(inputs.texts("architectures"))
                .handler(inputs.requiredText("handler"))
                .role(inputs.requiredText("role"))
                .code(code)
                .environment(environment)
                .loggingConfig(logging)
                .timeout(inputs.integer("timeout").orElse(null))
                .memorySize(inputs.integer("memorySize").orElse(null))
                .build();
        inputs.requireAllSeen();
        try (LambdaClient lambda = target.clients(registration.region()).lambda()) {
            if (lambda.createFunction(creation).state() != State.ACTIVE) {
                await(
                        lambda,
                        waiter -> waiter.waitUntilFunctionActive(request -> request.functionName(described.id())));
            }
            return published(registration, described, lambda);
        }
    }

    /** As the provider does: first how it runs, then what. */
    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        Inputs inputs = inputs(registration);
        Environment environment = environment(inputs);
        LoggingConfig logging = logging(inputs);
        UpdateFunctionConfigurationRequest configuration = UpdateFunctionConfigurationRequest.builder()
                .functionName(described.id())
                .runtime(inputs.requiredText("runtime"))
                .handler(inputs.requiredText("handler"))
                .role(inputs.requiredText("role"))
                .environment(environment)
                .loggingConfig(logging)
                .timeout(inputs.integer("timeout").orElse(DEFAULT_TIMEOUT_SECONDS))
                .memorySize(inputs.integer("memorySize").orElse(DEFAULT_MEMORY_MEGABYTES))
                .build();
        UpdateFunctionCodeRequest code = UpdateFunctionCodeRequest.builder()
                .functionName(described.id())
                .architecturesWithStrings(inputs.texts("architectures"))
                .s3Bucket(inputs.requiredText("s3Bucket"))
                .s3Key(inputs.requiredText("s3Key"))
                .build();
        inputs.requireAllSeen();
        try (LambdaClient lambda = target.clients(registration.region()).lambda()) {
            awaitUpdated(
                    lambda,
                    described,
                    lambda.updateFunctionConfiguration(configuration).lastUpdateStatus());
            awaitUpdated(lambda, described, lambda.updateFunctionCode(code).lastUpdateStatus());
            return published(registration, described, lambda);
        }
    }

    /** Publishes a function that can be invoked, where that is wanted. */
    private static Outputs published(Registration registration, Outputs described, LambdaClient lambda) {
        if (!publishes(registration)) {
            return described;
        }
        PublishVersionResponse published = lambda.publishVersion(request -> request.functionName(described.id()));
        if (published.state() != State.ACTIVE) {
            await(
                    lambda,
                    waiter -> waiter.waitUntilFunctionActive(
                            request -> request.functionName(described.id()).qualifier(published.version())));
        }
        return versioned(described, published.version());
    }

    private static void awaitUpdated(LambdaClient lambda, Outputs described, LastUpdateStatus status) {
        if (status != LastUpdateStatus.SUCCESSFUL) {
            await(lambda, waiter -> waiter.waitUntilFunctionUpdated(request -> request.functionName(described.id())));
        }
    }

    private static void await(LambdaClient lambda, Consumer<LambdaWaiter> condition) {
        try (LambdaWaiter waiter = LambdaWaiter.builder().client(lambda).build()) {
            condition.accept(waiter);
        }
    }

    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        try (LambdaClient lambda = target.clients(registration.region()).lambda()) {
            lambda.deleteFunction(request -> request.functionName(existing.id()));
        }
    }

    private static Inputs inputs(Registration registration) {
        return Inputs.of(registration).recorded("name", "publish", "description", "tags", "kmsKeyArn");
    }

    private static Environment environment(Inputs inputs) {
        Map<String, String> variables = new HashMap<>();
        inputs.object("environment")
                .flatMap(environment -> environment.any("variables"))
                .ifPresent(all -> ((Map<?, ?>) all)
                        .forEach((name, value) -> variables.put(String.valueOf(name), String.valueOf(value))));
        return Environment.builder().variables(variables).build();
    }

    /** @return null where nothing is said, and the log group is the one that Lambda gives */
    private static LoggingConfig logging(Inputs inputs) {
        return inputs.object("loggingConfig")
                .map(logging -> LoggingConfig.builder()
                        .logFormat(logging.text("logFormat").orElse(null))
                        .logGroup(logging.text("logGroup").orElse(null))
                        .build())
                .orElse(null);
    }
}
