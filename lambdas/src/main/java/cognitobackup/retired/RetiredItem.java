package cognitobackup.retired;

import cognitobackup.pool.Group;
import cognitobackup.pool.User;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An item of the retired architecture's table. What it is, the prefix of its id says: its type has an id of the
 * installation in it, or a user's sub.
 *
 * @param attributes as DynamoDB returned them
 */
record RetiredItem(Map<String, AttributeValue> attributes) {
    static final String ID = "id";
    static final String TYPE = "type";
    static final String USER = "USER-";
    static final String GROUP = "GROUP-";
    static final String MEMBERSHIP = "GROUP_MEMBER-";
    static final String GROUP_OR_MEMBERSHIP = "GROUP";
    static final String LAST_EXPORT = "latest-export-timestamp";
    static final String LAST_EXPORT_TYPE = "SYNC_TIMESTAMP-";
    static final String LAST_EXPORT_TIME = "latestExportTimestamp";
    static final String CONFIRMED = "lastConfirmedInUserPool";

    /** Of two items of one record, the one that an export confirmed last counts. */
    static final Comparator<RetiredItem> BY_CONFIRMATION =
            Comparator.comparing(item -> item.confirmed().orElse(Instant.EPOCH));

    private static final Pattern SUB = Pattern.compile("[0-9A-Za-z-]{1,64}");

    /** The architecture's word for a group without a precedence. */
    private static final int NO_PRECEDENCE = -1;

    String id() {
        return text(ID).orElse("");
    }

    String type() {
        return text(TYPE).orElse("");
    }

    /** When the old export that saw the record last began. */
    Optional<Instant> confirmed() {
        return time(CONFIRMED);
    }

    Optional<Instant> time(String name) {
        return number(name).map(Instant::ofEpochMilli);
    }

    /** The user, as ListUsers once showed it; empty where the item cannot be one. The table knows no dates of users. */
    Optional<User> user() {
        Optional<String> username = text("username").filter(name -> !name.isEmpty());
        Optional<Boolean> enabled =
                Optional.ofNullable(attributes.get("userEnabled")).flatMap(RetiredItem::flag);
        AttributeValue listed = attributes.get("userAttributes");
        String sub = id().startsWith(USER) ? id().substring(USER.length()) : "";
        if (username.isEmpty() || enabled.isEmpty() || listed == null || !listed.hasL() || !isSub(sub)) {
            return Optional.empty();
        }
        Instant seen = confirmed().orElse(Instant.EPOCH);
        return Optional.of(new User(
                sub,
                username.get(),
                userAttributes(listed.l()),
                enabled.get(),
                text("userStatus").filter(status -> !status.isEmpty()).orElse("UNKNOWN"),
                seen,
                seen));
    }

    /** What the user signed in with: the username, or in a pool with username attributes the value of one of them. */
    Optional<String> signsInWith() {
        return text("pseudoUsername");
    }

    /** The group. The table knows no roles, and has an empty description and a precedence of -1 where there was none. */
    Group group() {
        return new Group(
                id().substring(GROUP.length()),
                text("groupDescription").filter(description -> !description.isEmpty()),
                number("groupPrecedence").map(Long::intValue).filter(precedence -> precedence != NO_PRECEDENCE),
                Optional.empty());
    }

    /** The name of the group of a membership. */
    String groupOfMembership() {
        return id().substring(MEMBERSHIP.length());
    }

    /** The sub of a membership's user; the names beside it may be another's. */
    Optional<String> subOfMembership() {
        return type().startsWith(MEMBERSHIP)
                ? Optional.of(type().substring(MEMBERSHIP.length())).filter(RetiredItem::isSub)
                : Optional.empty();
    }

    private static boolean isSub(String text) {
        return SUB.matcher(text).matches();
    }

    private static SortedMap<String, String> userAttributes(List<AttributeValue> listed) {
        SortedMap<String, String> attributes = new TreeMap<>();
        for (AttributeValue attribute : listed) {
            if (attribute.hasM() && attribute.m().containsKey("Name")) {
                AttributeValue value = attribute.m().get("Value");
                attributes.put(
                        attribute.m().get("Name").s(),
                        value == null ? "" : text(value).orElse(""));
            }
        }
        attributes.remove("sub");
        return attributes;
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(attributes.get(name)).flatMap(RetiredItem::text);
    }

    private static Optional<String> text(AttributeValue value) {
        return Optional.ofNullable(value.s())
                .or(() -> Optional.ofNullable(value.n()))
                .or(() -> flag(value).map(String::valueOf));
    }

    private Optional<Long> number(String name) {
        return Optional.ofNullable(attributes.get(name))
                .map(AttributeValue::n)
                .filter(number -> number.matches("-?\\d{1,18}"))
                .map(Long::valueOf);
    }

    private static Optional<Boolean> flag(AttributeValue value) {
        return Optional.ofNullable(value.bool());
    }
}
