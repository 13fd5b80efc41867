package cognitobackup.importer;

import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.Group;
import cognitobackup.pool.Membership;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.User;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Map;

/**
 * A record of one side of a comparison, as a line of its files.
 *
 * @param key what tells it from others of its kind, the same on both sides
 * @param hash equal on both sides exactly where the record is the same
 * @param sub of a user or member, on this side
 * @param username of a user or member, on this side; null where it is not known
 * @param modified of a user, when it was last changed
 * @param fields what it can differ in, by name
 */
@Serdeable
record ComparedRecord(
        RecordKind kind,
        String key,
        String hash,
        @Nullable String sub,
        @Nullable String username,
        @Nullable String groupName,
        @Nullable String part,
        @Nullable String name,
        @Nullable Instant modified,
        @Nullable Map<String, String> fields) {
    // Empty collections are left out of the JSON.
    ComparedRecord {
        fields = fields == null ? Map.of() : fields;
    }

    /** A user. */
    static ComparedRecord of(User user, String key, String hash, Map<String, String> fields) {
        return new ComparedRecord(
                RecordKind.USER, key, hash, user.sub(), user.username(), null, null, null, user.lastModified(), fields);
    }

    /** A membership; without username where that is not known. */
    static ComparedRecord of(Membership membership, String key, String hash, @Nullable String username) {
        return new ComparedRecord(
                RecordKind.MEMBERSHIP,
                key,
                hash,
                membership.sub(),
                username,
                membership.groupName(),
                null,
                null,
                null,
                Map.of());
    }

    static ComparedRecord of(Group group, String hash, Map<String, String> fields) {
        return new ComparedRecord(
                RecordKind.GROUP, group.name(), hash, null, null, group.name(), null, null, null, fields);
    }

    static ComparedRecord of(ConfigurationPart part, String hash, Map<String, String> fields) {
        return new ComparedRecord(
                RecordKind.CONFIGURATION,
                part.key().sortKey(),
                hash,
                null,
                null,
                null,
                part.part(),
                part.name(),
                null,
                fields);
    }
}
