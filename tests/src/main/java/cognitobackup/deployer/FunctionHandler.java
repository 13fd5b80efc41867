package cognitobackup.deployer;

import cognitobackup.local.lambda.FunctionDefinition;
import cognitobackup.local.lambda.LambdaServiceException;
import com.pulumi.asset.AssetOrArchive;
import com.pulumi.asset.FileArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Functions of Lambda. The processor's architecture is recorded only. */
final class FunctionHandler implements ResourceHandler {
    private static final int DEFAULT_TIMEOUT_SECONDS = 3;
    private static final int DEFAULT_MEMORY_MEGABYTES = 128;

    @Override
    public Outputs describe(Registration registration, Place place) {
        String name =
                place.name(registration, Inputs.of(registration).text("name").orElse(""), 64);
        String arn = place.arn(registration, "lambda", "function:" + name);
        Outputs outputs = Outputs.of(name, registration);
        Map<String, Object> withoutCode = new HashMap<>(outputs.state());
        withoutCode.remove("code");
        return new Outputs(name, withoutCode)
                .with("name", name)
                .with("arn", arn)
                .with("version", "$LATEST")
                .with(
                        "invokeArn",
                        "arn:aws:apigateway:" + registration.region() + ":lambda:path/2015-03-31/functions/" + arn
                                + "/invocations");
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        try {
            String arn = target.region(registration.region()).functions().create(function(registration, described));
            return described.with("arn", arn);
        } catch (LambdaServiceException e) {
            throw new RefusedResourceException(registration, e.code() + ": " + e.getMessage());
        }
    }

    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        try {
            target.region(registration.region()).functions().update(function(registration, described));
            return described;
        } catch (LambdaServiceException e) {
            throw new RefusedResourceException(registration, e.code() + ": " + e.getMessage());
        }
    }

    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        target.region(registration.region()).functions().delete(existing.id());
    }

    private static FunctionDefinition function(Registration registration, Outputs described) {
        Inputs inputs = Inputs.of(registration).recorded("name", "architectures", "description", "tags", "kmsKeyArn");
        if (!inputs.requiredText("runtime").startsWith("java")) {
            throw new RefusedResourceException(registration, "only runtimes for Java are built");
        }
        FunctionDefinition function = new FunctionDefinition(
                described.id(),
                inputs.requiredText("handler"),
                archive(registration, inputs),
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

    private static Path archive(Registration registration, Inputs inputs) {
        if (!(inputs.any("code").orElse(null) instanceof FileArchive archive)) {
            throw new RefusedResourceException(registration, "code must be a file archive");
        }
        Path path = Path.of(String.valueOf(
                AssetOrArchive.AssetOrArchiveInternal.from(archive).getValue()));
        if (!Files.isRegularFile(path)) {
            throw new RefusedResourceException(registration, "there is no file " + path.toAbsolutePath());
        }
        return path.toAbsolutePath().normalize();
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
