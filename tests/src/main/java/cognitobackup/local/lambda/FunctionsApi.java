package cognitobackup.local.lambda;

import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.JsonProtocol;
import cognitobackup.local.http.ServiceRequest;
import cognitobackup.local.http.ServiceResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a deployment asks of Lambda: functions of Java, out of jars in S3, and their versions. Runtime and processors are
 * taken as they are said and make no difference.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html">Operations</a>
 */
final class FunctionsApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH = Pattern.compile("/2015-03-31/functions(?:/([^/]*))?(?:/([a-z]+))?/?");
    private static final Set<String> CONFIGURATION = Set.of(
            "FunctionName",
            "Description",
            "Environment",
            "Handler",
            "KMSKeyArn",
            "LoggingConfig",
            "MemorySize",
            "Role",
            "Runtime",
            "Timeout");
    private static final Set<String> CREATION = Stream.concat(
                    CONFIGURATION.stream(), Stream.of("Architectures", "Code", "PackageType", "Tags"))
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<String> OBJECT = Set.of("S3Bucket", "S3Key");
    private static final Set<String> CODE = Set.of("Architectures", "S3Bucket", "S3Key");
    private static final int DEFAULT_TIMEOUT_SECONDS = 3;
    private static final int DEFAULT_MEMORY_MEGABYTES = 128;

    private final LambdaFunctions functions;
    private final FunctionCode code;

    FunctionsApi(LambdaFunctions functions, FunctionCode code) {
        this.functions = functions;
        this.code = code;
    }

    ServiceResponse answer(ServiceRequest request) {
        try {
            return call(request);
        } catch (LambdaServiceException e) {
            return JsonProtocol.error(new AwsError(e.status(), e.code(), e.getMessage()));
        } catch (AwsError e) {
            return JsonProtocol.error(e);
        }
    }

    private ServiceResponse call(ServiceRequest request) throws LambdaServiceException {
        Matcher path = PATH.matcher(request.target().getRawPath());
        String function =
                path.matches() && path.group(1) != null ? URLDecoder.decode(path.group(1), StandardCharsets.UTF_8) : "";
        String operation = request.method()
                + (function.isEmpty() ? "" : " function")
                + (path.matches() && path.group(2) != null ? " " + path.group(2) : "");
        if (!path.matches()) {
            throw AwsError.notBuilt(
                    "Lambda's " + request.method() + " " + request.target().getPath());
        }
        return switch (operation) {
            case "POST" -> description(201, functions.definition(create(body(request))));
            case "GET function configuration" ->
                description(200, functions.definition(function + LambdaApi.qualifier(request)));
            case "PUT function configuration" -> {
                JsonNode body = body(request);
                refuseOthers(body, CONFIGURATION);
                functions.update(configured(functions.definition(function), body));
                yield description(200, functions.definition(function));
            }
            case "PUT function code" -> {
                JsonNode body = body(request);
                refuseOthers(body, CODE);
                FunctionDefinition before = functions.definition(function);
                functions.update(before.withCode(before.handler(), archive(body)));
                yield description(200, functions.definition(function));
            }
            case "POST function versions" -> {
                refuseOthers(body(request), Set.of());
                yield description(201, functions.definition(function + ":" + functions.publish(function)));
            }
            case "DELETE function" -> {
                if (!LambdaApi.qualifier(request).isEmpty()) {
                    throw AwsError.notBuilt("Deleting a version of a function");
                }
                functions.delete(functions.definition(function).name());
                yield ServiceResponse.of(204, "application/json", new byte[0]);
            }
            default -> throw AwsError.notBuilt("Lambda's " + operation);
        };
    }

    private static JsonNode body(ServiceRequest request) {
        try {
            return request.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(request.body());
        } catch (IOException e) {
            throw AwsError.badRequest("InvalidRequestContentException", "Could not parse request body into json.");
        }
    }

    private String create(JsonNode body) throws LambdaServiceException {
        refuseOthers(body, CREATION);
        if (!body.path("PackageType").asText("Zip").equals("Zip")) {
            throw AwsError.notBuilt("A function of another package type than Zip");
        }
        for (String required : Set.of("FunctionName", "Handler", "Role", "Runtime", "Code")) {
            if (!body.hasNonNull(required)) {
                throw LambdaServiceException.invalid("1 validation error detected: Value null at '" + required
                        + "' failed to satisfy constraint: Member must not be null");
            }
        }
        String name = body.path("FunctionName").asText();
        refuseOthers(body.path("Code"), OBJECT);
        FunctionDefinition empty = new FunctionDefinition(
                name,
                "",
                archive(body.path("Code")),
                Map.of(),
                Duration.ofSeconds(DEFAULT_TIMEOUT_SECONDS),
                DEFAULT_MEMORY_MEGABYTES,
                "");
        functions.create(configured(empty, body));
        return name;
    }

    private Path archive(JsonNode object) throws LambdaServiceException {
        return code.copyOf(
                object.path("S3Bucket").asText(), object.path("S3Key").asText());
    }

    /** The function with what is said of it; what is not said stays. */
    private static FunctionDefinition configured(FunctionDefinition before, JsonNode body) {
        if (!body.path("Runtime").asText("java").startsWith("java")) {
            throw AwsError.notBuilt("The runtime " + body.path("Runtime").asText());
        }
        refuseOthers(body.path("LoggingConfig"), Set.of("LogFormat", "LogGroup"));
        Map<String, String> variables = new HashMap<>();
        body.path("Environment")
                .path("Variables")
                .properties()
                .forEach(variable ->
                        variables.put(variable.getKey(), variable.getValue().asText()));
        return new FunctionDefinition(
                before.name(),
                body.path("Handler").asText(before.handler()),
                before.archive(),
                body.hasNonNull("Environment") ? variables : before.environment(),
                body.hasNonNull("Timeout")
                        ? Duration.ofSeconds(body.path("Timeout").asInt())
                        : before.timeout(),
                body.path("MemorySize").asInt(before.memoryMegabytes()),
                body.path("Role").asText(before.role()),
                body.path("LoggingConfig").path("LogGroup").asText(before.logGroup()));
    }

    private static void refuseOthers(JsonNode body, Set<String> built) {
        for (Iterator<String> names = body.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!built.contains(name)) {
                throw AwsError.notBuilt("A function with " + name);
            }
        }
    }

    private ServiceResponse description(int status, FunctionDefinition function) {
        boolean latest = function.version().equals(FunctionDefinition.LATEST);
        ObjectNode description = JSON.createObjectNode();
        description.put("FunctionName", function.name());
        description.put(
                "FunctionArn", functions.arn(latest ? function.name() : function.name() + ":" + function.version()));
        description.put("Version", function.version());
        description.put("Role", function.role());
        description.put("Handler", function.handler());
        description.put("Timeout", function.timeout().toSeconds());
        description.put("MemorySize", function.memoryMegabytes());
        description.put("PackageType", "Zip");
        description.putObject("Environment").set("Variables", JSON.valueToTree(function.environment()));
        description.putObject("LoggingConfig").put("LogGroup", function.logGroup());
        // Code is read when a function is first invoked, so there is nothing to wait for.
        description.put("State", "Active");
        description.put("LastUpdateStatus", "Successful");
        return ServiceResponse.of(
                status, "application/json", description.toString().getBytes(StandardCharsets.UTF_8));
    }
}
