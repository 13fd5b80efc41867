package cognitobackup.backup;

import cognitobackup.backup.StoredRecord.Version;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.Group;
import cognitobackup.pool.Membership;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.User;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One version of a record as a map of attributes that a person can read. Changing it changes stored data. */
final class VersionCodec {
    static final String VALID_FROM = "validFrom";
    static final String CONTENT_HASH = "contentHash";

    private static final String GONE = "gone";
    private static final String CONTENT = "content";

    private VersionCodec() {}

    static AttributeValue write(Version version) {
        Map<String, AttributeValue> fields = new TreeMap<>();
        fields.put(VALID_FROM, AttributeValue.fromS(version.validFrom().value()));
        if (version.content().isEmpty()) {
            fields.put(GONE, AttributeValue.fromBool(true));
        } else {
            PoolRecord record = version.content().get();
            ContentHash hash = version.hash().orElseGet(() -> ContentHash.of(record));
            fields.put(CONTENT_HASH, AttributeValue.fromS(hash.hex()));
            fields.put(CONTENT, AttributeValue.fromM(content(record)));
        }
        return AttributeValue.fromM(fields);
    }

    static Version read(RecordKey key, Fields fields) {
        RunId validFrom = validFrom(fields);
        if (fields.find(GONE).isPresent()) {
            return new Version(validFrom, Optional.empty(), Optional.empty());
        }
        return new Version(
                validFrom,
                Optional.of(record(key, fields.map(CONTENT))),
                Optional.of(fields.parsed(
                        CONTENT_HASH, "a content hash", () -> new ContentHash(fields.text(CONTENT_HASH)))));
    }

    static RunId validFrom(Fields fields) {
        return fields.parsed(VALID_FROM, "an export id", () -> new RunId(fields.text(VALID_FROM)));
    }

    private static Map<String, AttributeValue> content(PoolRecord record) {
        Map<String, AttributeValue> content = new TreeMap<>();
        if (record instanceof User user) {
            content.put("username", AttributeValue.fromS(user.username()));
            content.put("attributes", texts(user.attributes()));
            content.put("enabled", AttributeValue.fromBool(user.enabled()));
            content.put("status", AttributeValue.fromS(user.status()));
            content.put("created", AttributeValue.fromS(user.created().toString()));
            content.put("lastModified", AttributeValue.fromS(user.lastModified().toString()));
            user.mfa().filter(mfa -> !mfa.isNone()).ifPresent(mfa -> content.put("mfa", texts(mfa.factors())));
        } else if (record instanceof Group group) {
            group.description().ifPresent(text -> content.put("description", AttributeValue.fromS(text)));
            group.precedence()
                    .ifPresent(number -> content.put("precedence", AttributeValue.fromN(Integer.toString(number))));
            group.roleArn().ifPresent(arn -> content.put("roleArn", AttributeValue.fromS(arn)));
        } else if (record instanceof ConfigurationPart part) {
            content.put("json", AttributeValue.fromS(part.json()));
        }
        return content;
    }

    private static PoolRecord record(RecordKey key, Fields content) {
        return switch (key.kind()) {
            case USER ->
                new User(
                        key.owner(),
                        content.text("username"),
                        texts(content.map("attributes")),
                        content.flag("enabled"),
                        content.text("status"),
                        content.instant("created"),
                        content.instant("lastModified"),
                        content.findMap("mfa").map(mfa -> new MfaPreference(texts(mfa))));
            case GROUP ->
                new Group(
                        key.owner(),
                        content.findText("description"),
                        content.find("precedence")
                                .map(value -> content.parsed(
                                        "precedence",
                                        "a small number",
                                        () -> Math.toIntExact(content.number("precedence")))),
                        content.findText("roleArn"));
            case MEMBERSHIP -> new Membership(key.owner(), key.detail());
            case CONFIGURATION -> new ConfigurationPart(key.owner(), key.detail(), content.text("json"));
        };
    }

    private static AttributeValue texts(Map<String, String> texts) {
        Map<String, AttributeValue> fields = new TreeMap<>();
        texts.forEach((name, value) -> fields.put(name, AttributeValue.fromS(value)));
        return AttributeValue.fromM(fields);
    }

    private static SortedMap<String, String> texts(Fields fields) {
        SortedMap<String, String> texts = new TreeMap<>();
        fields.values().keySet().forEach(name -> texts.put(name, fields.text(name)));
        return texts;
    }
}
