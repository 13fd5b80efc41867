package cognitobackup.local.cognito;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The users of a pool, found by whatever names them. Guarded by the pool's monitor. */
final class Users {
    private final SignIn signIn;
    private final NavigableMap<String, User> bySub = new TreeMap<>();
    private final Map<String, User> byUsername = new HashMap<>();
    private final Map<String, User> byUniqueAttribute = new HashMap<>();

    Users(SignIn signIn) {
        this.signIn = signIn;
    }

    int count() {
        return bySub.size();
    }

    NavigableMap<String, User> bySub() {
        return Collections.unmodifiableNavigableMap(bySub);
    }

    /** Finds a user by what the admin operations take as {@code Username}: that, the sub, or a unique attribute. */
    Optional<User> find(String name) {
        return withUsername(name)
                .or(() -> Optional.ofNullable(bySub.get(name)))
                .or(() -> withUnique("email", name))
                .or(() -> withUnique("phone_number", name))
                .or(() -> withUnique("preferred_username", name));
    }

    Optional<User> withUsername(String username) {
        return Optional.ofNullable(byUsername.get(signIn.fold(username)));
    }

    /** Who has this value of an attribute that must be unique. */
    Optional<User> withUnique(String attribute, String value) {
        return Optional.ofNullable(byUniqueAttribute.get(key(attribute, value)));
    }

    void add(User user) {
        if (bySub.putIfAbsent(user.sub(), user) != null) {
            throw new IllegalStateException("Two users with one sub");
        }
        if (byUsername.putIfAbsent(signIn.fold(user.username()), user) != null) {
            bySub.remove(user.sub());
            throw CognitoErrors.usernameExists("User account already exists");
        }
        index(user);
    }

    void remove(User user) {
        bySub.remove(user.sub());
        byUsername.remove(signIn.fold(user.username()));
        unindex(user);
    }

    void change(User user, Map<String, String> changes, Instant now) {
        unindex(user);
        user.change(changes, now);
        index(user);
    }

    private void index(User user) {
        for (String attribute : signIn.uniqueAttributes(user)) {
            byUniqueAttribute.put(key(attribute, user.attribute(attribute).orElseThrow()), user);
        }
    }

    private void unindex(User user) {
        for (String attribute : signIn.uniqueAttributes(user)) {
            byUniqueAttribute.remove(key(attribute, user.attribute(attribute).orElseThrow()), user);
        }
    }

    private String key(String attribute, String value) {
        return attribute + " " + signIn.fold(value);
    }
}
