package cognitobackup.local.cognito;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The users of a pool, found by whatever names them. Guarded by the pool's monitor. */
final class Users {
    private static final List<String> ADDRESSES = List.of("email", "phone_number");

    private final SignIn signIn;
    private final NavigableMap<String, User> bySub = new TreeMap<>();
    private final Map<String, User> byUsername = new HashMap<>();
    private final Map<String, User> byUniqueAttribute = new HashMap<>();
    private final Map<String, NavigableMap<String, User>> byAddress = new HashMap<>();
    private final Map<Identities.Identity, User> byIdentity = new HashMap<>();

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

    /** Who signs in with this identity at a provider. */
    Optional<User> withIdentity(Identities.Identity identity) {
        return Optional.ofNullable(byIdentity.get(identity));
    }

    /** Everybody with this e-mail address or phone number, by sub. */
    NavigableMap<String, User> withAddress(String attribute, String value) {
        return Collections.unmodifiableNavigableMap(byAddress.getOrDefault(key(attribute, value), new TreeMap<>()));
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
        Identities.of(user.attributes()).forEach(identity -> byIdentity.putIfAbsent(identity, user));
        for (String attribute : signIn.uniqueAttributes(user)) {
            byUniqueAttribute.put(key(attribute, user), user);
        }
        for (String address : ADDRESSES) {
            if (user.attribute(address).isPresent()) {
                byAddress
                        .computeIfAbsent(key(address, user), key -> new TreeMap<>())
                        .put(user.sub(), user);
            }
        }
    }

    private void unindex(User user) {
        Identities.of(user.attributes()).forEach(identity -> byIdentity.remove(identity, user));
        for (String attribute : signIn.uniqueAttributes(user)) {
            byUniqueAttribute.remove(key(attribute, user), user);
        }
        for (String address : ADDRESSES) {
            if (user.attribute(address).isPresent()) {
                byAddress.computeIfPresent(key(address, user), (key, users) -> {
                    users.remove(user.sub());
                    return users.isEmpty() ? null : users;
                });
            }
        }
    }

    private String key(String attribute, User user) {
        return key(attribute, user.attribute(attribute).orElseThrow());
    }

    private String key(String attribute, String value) {
        return attribute + " " + signIn.fold(value);
    }
}
