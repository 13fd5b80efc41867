package cognitobackup.stacks;

import com.pulumi.asset.AssetOrArchive;
import com.pulumi.asset.AssetOrArchive.AssetOrArchiveInternal;
import com.pulumi.test.Mocks;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Says yes to every registration, gives names and ARNs of the right form, and remembers what was registered. */
final class PretendAws implements Mocks {
    static final String ACCOUNT = "111122223333";

    static final String FUNCTION_VERSION = "7";

    /** What Pulumi puts behind a logical name. */
    static final String UNIQUE = "-1a2b3c4";

    private final String partition;
    private final String region;
    private final Map<String, Map<String, Object>> outputsOfStacks;
    private final Map<String, Object> existingTable;
    private final ConcurrentLinkedQueue<Registration> registrations = new ConcurrentLinkedQueue<>();

    /**
     * A resource as the program asked for it.
     *
     * @param provider the explicit provider; empty for the default one
     */
    record Registration(String type, String name, Map<String, Object> inputs, String provider) {
        String text(String input) {
            return (String) inputs.get(input);
        }
    }

    /**
     * Stands ready for one run.
     *
     * @param outputsOfStacks by organization/project/stack
     * @param existingTable what is answered to whoever looks for a table, in any Region
     */
    PretendAws(
            String partition,
            String region,
            Map<String, Map<String, Object>> outputsOfStacks,
            Map<String, Object> existingTable) {
        this.partition = partition;
        this.region = region;
        this.outputsOfStacks = outputsOfStacks;
        this.existingTable = existingTable;
    }

    List<Registration> registrations() {
        return List.copyOf(registrations);
    }

    @Override
    public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs resource) {
        var inputs = new LinkedHashMap<String, Object>();
        resource.inputs.forEach((name, value) -> inputs.put(name, plain(value)));
        registrations.add(new Registration(resource.type, resource.name, inputs, resource.provider));
        return CompletableFuture.completedFuture(
                resource.type.equals("pulumi:pulumi:StackReference")
                        ? ResourceResult.of(Optional.of(resource.id), stackReference(resource.id))
                        : created(resource, inputs));
    }

    @Override
    public CompletableFuture<Map<String, Object>> callAsync(CallArgs call) {
        return CompletableFuture.completedFuture(
                switch (call.token) {
                    case "aws:index/getPartition:getPartition" ->
                        Map.of(
                                "id",
                                partition,
                                "partition",
                                partition,
                                "dnsSuffix",
                                dnsSuffix(),
                                "reverseDnsPrefix",
                                "com.amazonaws");
                    case "aws:index/getCallerIdentity:getCallerIdentity" ->
                        Map.of("id", ACCOUNT, "accountId", ACCOUNT, "arn", "arn", "userId", "user");
                    case "aws:dynamodb/getTable:getTable" -> existingTable;
                    default -> throw new IllegalArgumentException("Nothing answers " + call.token + ".");
                });
    }

    private String dnsSuffix() {
        return partition.equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
    }

    private Map<String, Object> stackReference(String name) {
        if (!outputsOfStacks.containsKey(name)) {
            throw new IllegalArgumentException("There is no stack " + name + ".");
        }
        return Map.of("name", name, "outputs", outputsOfStacks.get(name), "secretOutputNames", List.of());
    }

    private ResourceResult created(ResourceArgs resource, Map<String, Object> inputs) {
        var name = (String) inputs.getOrDefault("name", resource.name + UNIQUE);
        var state = new HashMap<String, Object>(inputs);
        state.remove("source");
        state.put("name", name);
        var id = name;
        switch (resource.type) {
            case "aws:dynamodb/table:Table" -> state.put("arn", arn("dynamodb", "table/" + name));
            case "aws:kms/key:Key" -> state.put("arn", arn("kms", "key/11111111-2222-3333-4444-555555555555"));
            case "aws:sns/topic:Topic" -> state.put("arn", arn("sns", name));
            case "aws:sqs/queue:Queue" -> {
                id = "https://sqs." + region + "." + dnsSuffix() + "/" + ACCOUNT + "/" + name;
                state.put("url", id);
                state.put("arn", arn("sqs", name));
            }
            case "aws:s3/bucketV2:BucketV2" -> {
                state.put("bucket", name);
                state.put("arn", "arn:" + partition + ":s3:::" + name);
            }
            case "aws:lambda/function:Function" -> {
                state.put("arn", arn("lambda", "function:" + name));
                state.put("qualifiedArn", arn("lambda", "function:" + name + ":" + FUNCTION_VERSION));
            }
            case "aws:iam/role:Role" -> state.put("arn", "arn:" + partition + ":iam::" + ACCOUNT + ":role/" + name);
            case "aws:sfn/stateMachine:StateMachine" -> state.put("arn", arn("states", "stateMachine:" + name));
            case "aws:cloudwatch/logGroup:LogGroup" -> state.put("arn", arn("logs", "log-group:" + name));
            case "aws:cloudwatch/metricAlarm:MetricAlarm" -> state.put("arn", arn("cloudwatch", "alarm:" + name));
            case "aws:cloudwatch/eventRule:EventRule" -> state.put("arn", arn("events", "rule/" + name));
            default -> {
                // The program asks for no ARN of these.
            }
        }
        return ResourceResult.of(Optional.of(id), state);
    }

    private String arn(String service, String resource) {
        return "arn:" + partition + ":" + service + ":" + region + ":" + ACCOUNT + ":" + resource;
    }

    private static Object plain(Object value) {
        if (value instanceof AssetOrArchive archive) {
            var content = AssetOrArchiveInternal.from(archive);
            return Map.of(content.getPropName(), content.getValue());
        }
        return value;
    }
}
