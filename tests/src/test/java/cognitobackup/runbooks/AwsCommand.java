package cognitobackup.runbooks;

import cognitobackup.runbooks.Terminal.CommandFailedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.burt.jmespath.Expression;
import io.burt.jmespath.jackson.JacksonRuntime;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * The calls that a command line of the AWS CLI makes, for machines that do not have it: the options of an operation are the
 * members of its request, in the SDK as in the CLI. Of the CLI's own options it knows those that the runbooks use.
 */
final class AwsCommand implements Terminal.Command {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JacksonRuntime JMES_PATH = new JacksonRuntime();
    private static final String FILE = "file://";

    private final Map<String, Function<String, Object>> clients;
    private final Path directory;

    /**
     * @param clients the SDK's client of a Region, by the CLI's name for the service
     * @param directory where files are
     */
    AwsCommand(Map<String, Function<String, Object>> clients, Path directory) {
        this.clients = Map.copyOf(clients);
        this.directory = directory;
    }

    @Override
    public String run(List<String> given) throws CommandFailedException, IOException {
        Map<String, List<String>> options = options(given.subList(2, given.size()));
        String region = one(options, "region");
        JsonNode answer = call(given.get(0), given.get(1), region, options);
        String query = options.containsKey("query") ? one(options, "query") : "@";
        Expression<JsonNode> expression = JMES_PATH.compile(query);
        JsonNode found = expression.search(answer);
        return options.containsKey("output") ? text(found) + "\n" : found.toPrettyString() + "\n";
    }

    /** Arguments without a name are under the empty one. */
    private static Map<String, List<String>> options(List<String> arguments) {
        Map<String, List<String>> options = new HashMap<>();
        String name = "";
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                name = argument.substring(2);
                options.put(name, new ArrayList<>());
            } else if (name.equals("key") && !options.get(name).isEmpty()) {
                options.computeIfAbsent("", any -> new ArrayList<>()).add(argument);
            } else {
                options.computeIfAbsent(name, any -> new ArrayList<>()).add(argument);
            }
        }
        return options;
    }

    private static String one(Map<String, List<String>> options, String name) throws CommandFailedException {
        List<String> values = options.getOrDefault(name, List.of());
        if (values.size() != 1) {
            throw new CommandFailedException("--" + name + " needs one value, not " + values);
        }
        return values.get(0);
    }

    private JsonNode call(String service, String operation, String region, Map<String, List<String>> options)
            throws CommandFailedException, IOException {
        if (!clients.containsKey(service)) {
            throw new CommandFailedException("the tests know no service " + service);
        }
        Object client = clients.get(service).apply(region);
        if (client instanceof S3Client s3 && operation.equals("get-object")) {
            return getObject(s3, options);
        }
        Method method = Arrays.stream(client.getClass().getMethods())
                .filter(each -> each.getName().equals(camelCase(operation)) && each.getParameterCount() == 1)
                .filter(each -> SdkRequest.class.isAssignableFrom(each.getParameterTypes()[0]))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("no operation " + operation));
        try {
            SdkPojo request =
                    (SdkPojo) method.getParameterTypes()[0].getMethod("builder").invoke(null);
            fill(request, options);
            method.setAccessible(true);
            return json((SdkPojo) method.invoke(client, ((SdkBuilder<?, ?>) request).build()));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SdkException refused) {
                throw new CommandFailedException(refused.getMessage());
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode getObject(S3Client s3, Map<String, List<String>> options)
            throws CommandFailedException, IOException {
        String bucket = one(options, "bucket");
        String key = one(options, "key");
        try (var object = s3.getObject(request -> request.bucket(bucket).key(key))) {
            Files.copy(object, directory.resolve(one(options, "")), StandardCopyOption.REPLACE_EXISTING);
        }
        return JSON.createObjectNode();
    }

    private static String camelCase(String kebab) {
        String joined = Arrays.stream(kebab.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
        return joined.substring(0, 1).toLowerCase(Locale.ROOT) + joined.substring(1);
    }

    private static String kebabCase(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private void fill(SdkPojo request, Map<String, List<String>> options) throws CommandFailedException, IOException {
        if (options.containsKey("cli-input-json")) {
            fill(request, JSON.readTree(text(one(options, "cli-input-json"))));
        }
        for (Map.Entry<String, List<String>> option : options.entrySet()) {
            if (List.of("region", "query", "output", "cli-input-json").contains(option.getKey())) {
                continue;
            }
            SdkField<?> field = request.sdkFields().stream()
                    .filter(each -> kebabCase(each.memberName()).equals(option.getKey()))
                    .findFirst()
                    .orElseThrow(() -> new CommandFailedException("Unknown option: --" + option.getKey()));
            field.set(request, value(field, json(field, option.getValue())));
        }
    }

    private JsonNode json(SdkField<?> field, List<String> values) throws IOException {
        String first = values.isEmpty() ? "true" : text(values.get(0));
        return switch (field.marshallingType().getTargetClass().getSimpleName()) {
            case "String" -> JSON.getNodeFactory().textNode(first);
            case "List" -> first.startsWith("[") ? JSON.readTree(first) : JSON.valueToTree(values);
            default -> JSON.readTree(first);
        };
    }

    private String text(String value) throws IOException {
        return value.startsWith(FILE) ? Files.readString(directory.resolve(value.substring(FILE.length()))) : value;
    }

    private static void fill(SdkPojo pojo, JsonNode values) throws CommandFailedException {
        Map<String, SdkField<?>> fields =
                pojo.sdkFields().stream().collect(Collectors.toMap(SdkField::locationName, field -> field));
        for (Map.Entry<String, JsonNode> value : values.properties()) {
            if (!fields.containsKey(value.getKey())) {
                throw new CommandFailedException("Unknown parameter in input: " + value.getKey());
            }
            SdkField<?> field = fields.get(value.getKey());
            field.set(pojo, value(field, value.getValue()));
        }
    }

    private static Object value(SdkField<?> field, JsonNode value) throws CommandFailedException {
        return switch (field.marshallingType().getTargetClass().getSimpleName()) {
            case "String" -> value.asText();
            case "Boolean" -> value.asBoolean();
            case "Integer" -> value.asInt();
            case "Long" -> value.asLong();
            case "List" -> {
                SdkField<?> member = field.getTrait(ListTrait.class).memberFieldInfo();
                List<Object> list = new ArrayList<>();
                for (JsonNode element : value) {
                    list.add(value(member, element));
                }
                yield list;
            }
            case "Map" -> {
                SdkField<?> member = field.getTrait(MapTrait.class).valueFieldInfo();
                Map<String, Object> map = new HashMap<>();
                for (Map.Entry<String, JsonNode> entry : value.properties()) {
                    map.put(entry.getKey(), value(member, entry.getValue()));
                }
                yield map;
            }
            case "SdkPojo" -> {
                SdkPojo pojo = field.constructor().get();
                fill(pojo, value);
                yield ((SdkBuilder<?, ?>) pojo).build();
            }
            default -> throw new CommandFailedException("the tests know no member like " + field.memberName());
        };
    }

    private static ObjectNode json(SdkPojo pojo) {
        ObjectNode object = JSON.createObjectNode();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                object.set(field.locationName(), jsonOf(value));
            }
        }
        return object;
    }

    private static JsonNode jsonOf(Object value) {
        if (value instanceof SdkPojo pojo) {
            return json(pojo);
        }
        if (value instanceof List<?> list) {
            return JSON.valueToTree(list.stream().map(AwsCommand::jsonOf).toList());
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.createObjectNode();
            map.forEach((key, member) -> object.set(String.valueOf(key), jsonOf(member)));
            return object;
        }
        return JSON.valueToTree(value instanceof Instant instant ? instant.toString() : value);
    }

    /** As the CLI prints text: members beside one another, lists of lists below. */
    private static String text(JsonNode node) {
        if (node.isArray()) {
            boolean nested = StreamSupport.stream(node.spliterator(), false).anyMatch(JsonNode::isArray);
            return StreamSupport.stream(node.spliterator(), false)
                    .map(AwsCommand::text)
                    .collect(Collectors.joining(nested ? "\n" : "\t"));
        }
        return node.isNull() ? "None" : node.asText();
    }
}
