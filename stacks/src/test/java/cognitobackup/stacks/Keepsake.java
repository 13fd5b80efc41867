package cognitobackup.stacks;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A registered resource that an upgrade must not lose: it holds something, or an execution that runs still calls it.
 * Pulumi knows it by its type, its name and what it is a part of.
 *
 * @param stack the role of the stack that registers it
 * @param parent the component that it is a part of
 * @param kept {@code protect}, {@code retainOnDelete}
 * @param fixed the inputs that AWS cannot change in place, by name
 * @param aliases what else Pulumi would know it by
 */
record Keepsake(
        String stack,
        String type,
        String name,
        String parent,
        Set<String> kept,
        Map<String, String> fixed,
        List<Keepsake.Identity> aliases) {
    /** What tells resources apart. */
    record Identity(String type, String name, String parent) {
        @Override
        public String toString() {
            return type + " " + name + " of " + parent;
        }
    }

    /**
     * What loses something when it is deleted and made anew, and the inputs whose change makes it anew: those that the
     * provider marks as such.
     */
    static final Map<String, List<String>> TYPES = Map.of(
            "aws:cloudwatch/logGroup:LogGroup", List.of("name", "logGroupClass"),
            "aws:dynamodb/table:Table", List.of("name", "hashKey", "rangeKey"),
            "aws:dynamodb/tableReplica:TableReplica", List.of("globalTableArn", "kmsKeyArn"),
            // What runs has taken it on by its name.
            "aws:iam/role:Role", List.of("name", "namePrefix", "path"),
            "aws:kms/key:Key", List.of("keyUsage", "customerMasterKeySpec", "multiRegion"),
            "aws:lambda/function:Function", List.of("name", "packageType"),
            "aws:s3/bucketV2:BucketV2", List.of("bucket"),
            "aws:sfn/stateMachine:StateMachine", List.of("name", "type"),
            "aws:sns/topic:Topic", List.of("name", "fifoTopic"),
            "aws:sqs/queue:Queue", List.of("name", "fifoQueue"));

    private static final String FIELD = "  ";

    Identity identity() {
        return new Identity(type, name, parent);
    }

    boolean isKnownAs(Identity other) {
        return identity().equals(other) || aliases.contains(other);
    }

    /** As a line of the file. */
    @Override
    public String toString() {
        var fields = new ArrayList<>(List.of(stack, type, name, parent));
        if (!kept.isEmpty()) {
            fields.add(String.join(",", kept));
        }
        if (!fixed.isEmpty()) {
            fields.add(fixed.entrySet().stream()
                    .map(input -> input.getKey() + "=" + input.getValue())
                    .collect(joining(",")));
        }
        return String.join(FIELD, fields);
    }

    static Keepsake parse(String line) {
        var fields = List.of(line.split(FIELD, -1));
        var kept = new LinkedHashSet<String>();
        var fixed = new TreeMap<String, String>();
        fields.stream()
                .skip(4)
                .flatMap(field -> List.of(field.split(",", -1)).stream())
                .forEach(entry -> {
                    var equals = entry.indexOf('=');
                    if (equals < 0) {
                        kept.add(entry);
                    } else {
                        fixed.put(entry.substring(0, equals), entry.substring(equals + 1));
                    }
                });
        return new Keepsake(fields.get(0), fields.get(1), fields.get(2), fields.get(3), kept, fixed, List.of());
    }
}
