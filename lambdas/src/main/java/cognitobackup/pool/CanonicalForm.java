package cognitobackup.pool;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The canonical form of a record: one text for its key and everything that an import reads of it, dates left out.
 * Content hashes are computed over it. Specified with examples in docs/data-format.md; changing it changes stored data.
 */
public final class CanonicalForm {
    /** The version of the form, part of it. */
    public static final int VERSION = 1;

    private CanonicalForm() {}

    /** The form, all of it printable ASCII. */
    public static String of(PoolRecord record) {
        Map<String, Object> members = members(record);
        members.put("canonicalForm", VERSION);
        members.put("kind", record.key().kind().name());
        return CanonicalJson.text(members);
    }

    /**
     * What two states of one record can differ in, by name, as texts that are equal where the forms are: of a user its
     * attributes and {@code enabled}, {@code mfa}, {@code status}, {@code username}; of a group {@code description},
     * {@code precedence}, {@code roleArn}; of a part of the configuration {@code json}; of a membership nothing.
     */
    public static SortedMap<String, String> fields(PoolRecord record) {
        Map<String, Object> members = new TreeMap<>();
        if (record instanceof User user) {
            members.putAll(attributes(user));
            members.put("enabled", user.enabled());
            members.put("status", user.status());
            members.put("username", user.username());
            putMfa(members, user);
        } else if (record instanceof Group) {
            members.putAll(members(record));
            members.remove("name");
        } else if (record instanceof ConfigurationPart part) {
            members.put("json", parsed(part.json()));
        }
        SortedMap<String, String> fields = new TreeMap<>();
        members.forEach((name, value) -> fields.put(name, CanonicalJson.text(value)));
        return fields;
    }

    /** The same form for anything that has names and texts, in maps and in maps of those. */
    public static String of(Map<String, Object> members) {
        return CanonicalJson.text(members);
    }

    private static Map<String, Object> members(PoolRecord record) {
        Map<String, Object> members = new TreeMap<>();
        if (record instanceof User user) {
            members.put("attributes", attributes(user));
            members.put("enabled", user.enabled());
            members.put("status", user.status());
            members.put("sub", user.sub());
            members.put("username", user.username());
            putMfa(members, user);
        } else if (record instanceof Group group) {
            group.description().ifPresent(description -> members.put("description", description));
            members.put("name", group.name());
            group.precedence().ifPresent(precedence -> members.put("precedence", precedence));
            group.roleArn().ifPresent(roleArn -> members.put("roleArn", roleArn));
        } else if (record instanceof Membership membership) {
            members.put("groupName", membership.groupName());
            members.put("sub", membership.sub());
        } else if (record instanceof ConfigurationPart part) {
            members.put("name", part.name());
            members.put("part", part.part());
            members.put("value", parsed(part.json()));
        }
        return members;
    }

    /**
     * Cognito writes {@code identities} itself, as JSON in no promised order; every other attribute is what somebody
     * put there, and any difference in it counts.
     */
    private static Map<String, Object> attributes(User user) {
        Map<String, Object> attributes = new TreeMap<>(user.attributes());
        attributes.computeIfPresent(User.IDENTITIES, (name, value) -> parsed((String) value));
        return attributes;
    }

    /** A user without second factors has no such member, whether anybody asked for them or not. */
    private static void putMfa(Map<String, Object> members, User user) {
        user.mfa().filter(mfa -> !mfa.isNone()).ifPresent(mfa -> members.put("mfa", mfa.factors()));
    }

    private static Object parsed(String json) {
        Optional<Object> value = CanonicalJson.parse(json);
        return value.isPresent() ? value.get() : json;
    }
}
