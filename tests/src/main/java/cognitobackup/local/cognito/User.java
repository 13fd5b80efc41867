package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A user of a pool. Guarded by its pool's monitor. */
final class User {
    private final String sub;
    private final String username;
    private final Instant created;
    private final Kind kind;
    private final SortedMap<String, String> attributes = new TreeMap<>();
    private final NavigableMap<String, Group> groups = new TreeMap<>();
    private Instant lastModified;
    private Instant listedFrom = Instant.MIN;
    private UserStatus status;
    private boolean enabled = true;
    private int passwordsSet;
    private UserMfa mfa = UserMfa.none();

    /** Where a user came from; it stays so whatever its status becomes. */
    enum Kind {
        /** By an administrator or by signing up. */
        LOCAL,
        /** By signing in at an identity provider. */
        FEDERATED
    }

    /** @param attributes without {@code sub} */
    User(String sub, String username, Map<String, String> attributes, Kind kind, UserStatus status, Instant created) {
        this.sub = sub;
        this.username = username;
        this.attributes.putAll(attributes);
        this.kind = kind;
        this.status = status;
        this.created = created;
        this.lastModified = created;
    }

    String sub() {
        return sub;
    }

    String username() {
        return username;
    }

    Instant created() {
        return created;
    }

    Instant lastModified() {
        return lastModified;
    }

    UserStatus status() {
        return status;
    }

    boolean enabled() {
        return enabled;
    }

    int passwordsSet() {
        return passwordsSet;
    }

    Kind kind() {
        return kind;
    }

    /** The attributes without {@code sub}. */
    SortedMap<String, String> attributes() {
        return Collections.unmodifiableSortedMap(attributes);
    }

    Optional<String> attribute(String name) {
        return name.equals("sub") ? Optional.of(sub) : Optional.ofNullable(attributes.get(name));
    }

    /** The groups that the user is in, by name. To be changed by {@link Pool} alone. */
    NavigableMap<String, Group> groups() {
        return groups;
    }

    boolean listedAt(Instant now) {
        return !now.isBefore(listedFrom);
    }

    void listFrom(Instant time) {
        listedFrom = time;
    }

    /** Sets attributes, or removes those with an empty value. To be called by {@link Users} alone, which indexes them. */
    void change(Map<String, String> changes, Instant now) {
        changes.forEach((name, value) -> {
            if (value.isEmpty()) {
                attributes.remove(name);
            } else {
                attributes.put(name, value);
            }
        });
        lastModified = now;
    }

    void changeStatus(UserStatus other, Instant now) {
        status = other;
        lastModified = now;
    }

    void enable(boolean on, Instant now) {
        enabled = on;
        lastModified = now;
    }

    void passwordSet() {
        passwordsSet++;
    }

    UserMfa mfa() {
        return mfa;
    }

    void changeMfa(UserMfa other, Instant now) {
        mfa = other;
        lastModified = now;
    }

    /** As ListUsers, ListUsersInGroup and AdminCreateUser show a user. */
    ObjectNode describe() {
        return describe("Attributes");
    }

    /** As AdminGetUser shows a user. */
    ObjectNode describeWithUserAttributes() {
        ObjectNode description = describe("UserAttributes");
        if (!mfa.enabled().isEmpty()) {
            ArrayNode factors = description.putArray("UserMFASettingList");
            mfa.enabled().forEach(factor -> factors.add(factor.name()));
        }
        mfa.preferred().ifPresent(factor -> description.put("PreferredMfaSetting", factor.name()));
        return description;
    }

    private ObjectNode describe(String attributesMember) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("sub", sub);
        all.putAll(attributes);
        ObjectNode description = Json.object();
        description.put("Username", username);
        description.set(attributesMember, Json.attributes(all));
        description.set("UserCreateDate", Json.date(created));
        description.set("UserLastModifiedDate", Json.date(lastModified));
        description.put("Enabled", enabled);
        description.put("UserStatus", status.name());
        return description;
    }
}
