package cognitobackup.cognito;

import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.Group;
import cognitobackup.pool.Identity;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.ProviderIdentity;
import cognitobackup.pool.User;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A user pool for tests, with what a real one does to its readers: listings that miss a user, tokens that expire, pages
 * that are empty though more follow, users and groups that vanish while being listed. A token stands for the last key
 * listed, so a listing goes on from there whatever has changed meanwhile, and shows nothing of it. Thread-safe.
 */
public final class InMemoryUserPool implements UserPool {
    private static final String VERIFIED = "_verified";
    private static final Instant FIRST_CHANGE = Instant.parse("2026-01-01T00:00:00Z");

    private final String id;
    private final Map<String, Long> calls = new TreeMap<>();
    private final NavigableMap<String, User> users = new TreeMap<>();
    private final NavigableMap<String, Group> groups = new TreeMap<>();
    private final NavigableMap<String, TreeSet<String>> members = new TreeMap<>();
    private final Map<String, ConfigurationPart> configuration = new TreeMap<>();
    private final Map<String, List<String>> passwords = new HashMap<>();
    private final Map<String, String> keysByToken = new HashMap<>();
    private final List<String> messages = new ArrayList<>();
    private final Set<String> missed = new HashSet<>();
    private final Set<String> hidden = new HashSet<>();
    private final Set<String> hiddenBySub = new HashSet<>();
    private final Set<String> expiring = new HashSet<>();
    private final Set<String> empty = new HashSet<>();
    private PoolSettings settings;
    private Set<String> mfaFactors = Set.of();
    private Consumer<String> beforeCall = operation -> {};
    private int pageSize = 60;
    private Optional<InstantSource> clock = Optional.empty();
    private long changes;
    private final InMemoryImportJobs importJobs = new InMemoryImportJobs(this);

    /** An empty, case-insensitive pool whose users choose a username and may have the usual attributes. */
    public InMemoryUserPool(String id) {
        this.id = id;
        this.settings = new PoolSettings(
                id,
                Set.of(),
                Set.of(),
                false,
                "OFF",
                Set.of("email"),
                Map.of(
                        "sub", new PoolSettings.Attribute("String", true, false),
                        "email", new PoolSettings.Attribute("String", false, true),
                        "email_verified", new PoolSettings.Attribute("Boolean", false, true),
                        "phone_number", new PoolSettings.Attribute("String", false, true),
                        "phone_number_verified", new PoolSettings.Attribute("Boolean", false, true),
                        "name", new PoolSettings.Attribute("String", false, true),
                        "identities", new PoolSettings.Attribute("String", false, true),
                        "custom:tier", new PoolSettings.Attribute("String", false, true)),
                Set.of(),
                8);
        putConfiguration(new ConfigurationPart("pool", id, "{\"Id\":\"" + id + "\"}"));
    }

    // What a test does to the pool.

    public synchronized void setSettings(UnaryOperator<PoolSettings> change) {
        settings = change.apply(settings);
    }

    /** Adds an attribute to the schema, or replaces it. */
    public synchronized void putAttribute(String name, PoolSettings.Attribute attribute) {
        Map<String, PoolSettings.Attribute> attributes = new HashMap<>(settings.attributes());
        attributes.put(name, attribute);
        setSettings(old -> new PoolSettings(
                old.userPoolId(),
                old.usernameAttributes(),
                old.aliasAttributes(),
                old.caseSensitive(),
                old.mfa(),
                old.autoVerifiedAttributes(),
                attributes,
                old.triggers(),
                old.passwordMinimumLength()));
    }

    /** By which users are created and changed from now on; without one, a second lies between any two changes. */
    public synchronized void setClock(InstantSource clock) {
        this.clock = Optional.of(clock);
    }

    /** The second factors that the pool offers; none at first. */
    public synchronized void setMfaFactors(String mfa, Set<String> factors) {
        settings = new PoolSettings(
                settings.userPoolId(),
                settings.usernameAttributes(),
                settings.aliasAttributes(),
                settings.caseSensitive(),
                mfa,
                settings.autoVerifiedAttributes(),
                settings.attributes(),
                settings.triggers(),
                settings.passwordMinimumLength());
        mfaFactors = Set.copyOf(factors);
    }

    public synchronized void putConfiguration(ConfigurationPart part) {
        configuration.put(part.part() + "#" + part.name(), part);
    }

    /** Adds or replaces a user as it is. */
    public synchronized User putUser(User user) {
        users.put(user.sub(), user);
        return user;
    }

    /** Adds a confirmed user with a sub that follows from its name. */
    public synchronized User addUser(String username, Map<String, String> attributes) {
        String sub = UUID.nameUUIDFromBytes((id + username).getBytes(StandardCharsets.UTF_8))
                .toString();
        Instant now = changed();
        return putUser(new User(
                sub,
                settings.usernameAttributes().isEmpty() ? username : sub,
                new TreeMap<>(attributes),
                true,
                "CONFIRMED",
                now,
                now));
    }

    public synchronized void changeUser(String sub, UnaryOperator<User> change) {
        users.computeIfPresent(sub, (key, user) -> change.apply(user));
    }

    public synchronized void setAttribute(String sub, String name, String value) {
        SortedMap<String, String> attributes = new TreeMap<>(users.get(sub).attributes());
        attributes.put(name, value);
        changeUser(sub, user -> with(user, attributes, user.enabled(), user.status()));
    }

    /** Deletes a user, and with it its memberships. */
    public synchronized void deleteUser(String sub) {
        users.remove(sub);
        members.values().forEach(group -> group.remove(sub));
    }

    /** Adds a group, or replaces its properties. */
    public synchronized Group addGroup(Group group) {
        groups.put(group.name(), group);
        members.computeIfAbsent(group.name(), name -> new TreeSet<>());
        return group;
    }

    public synchronized Group addGroup(String name) {
        return addGroup(new Group(name, Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /** Deletes a group, and with it its memberships. */
    public synchronized void deleteGroup(String name) {
        groups.remove(name);
        members.remove(name);
    }

    public synchronized void join(String sub, String groupName) {
        members.get(groupName).add(sub);
    }

    public synchronized void leave(String sub, String groupName) {
        members.get(groupName).remove(sub);
    }

    /** The next ListUsers that would show this user does not; later ones do. */
    public synchronized void missOnce(String sub) {
        missed.add(sub);
    }

    /** Listings show everybody again. */
    public synchronized void missNobody() {
        missed.clear();
    }

    /** No call shows these users any more, though they are there. */
    public synchronized void hide(Collection<String> subs) {
        hidden.addAll(subs);
    }

    /** No listing that is filtered by sub shows these users; others do. */
    public synchronized void hideBySub(Collection<String> subs) {
        hiddenBySub.addAll(subs);
    }

    public synchronized void hideNobody() {
        hidden.clear();
        hiddenBySub.clear();
    }

    /** The next call of this listing that has a token finds it too old. */
    public synchronized void expireTokenOnce(String operation) {
        expiring.add(operation);
    }

    /** The next call of this listing that is not at its end gives an empty page with a token. */
    public synchronized void emptyPageOnce(String operation) {
        empty.add(operation);
    }

    public synchronized void setPageSize(int pageSize) {
        this.pageSize = pageSize;
    }

    /** Is told the operation before every call; what it changes, the call sees. */
    public synchronized void beforeCall(Consumer<String> listener) {
        beforeCall = listener;
    }

    // What a test may ask.

    public synchronized List<User> users() {
        return List.copyOf(users.values());
    }

    public synchronized List<Group> groups() {
        return List.copyOf(groups.values());
    }

    /** The subs of a group's members; nothing where there is no such group. */
    public synchronized Set<String> members(String groupName) {
        return Set.copyOf(members.getOrDefault(groupName, new TreeSet<>()));
    }

    /** The passwords that were set for a user, oldest first. */
    public synchronized List<String> passwordsSet(String username) {
        return List.copyOf(passwords.getOrDefault(username, List.of()));
    }

    /** The operations by which a message was sent to a user. */
    public synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    // The user pool.

    @Override
    public String id() {
        return id;
    }

    @Override
    public synchronized PoolSettings settings() {
        called("DescribeUserPool");
        return settings;
    }

    @Override
    public synchronized long estimatedUsers() {
        return users.size();
    }

    @Override
    public synchronized List<ConfigurationPart> configuration() {
        called("DescribeUserPool");
        return List.copyOf(configuration.values());
    }

    @Override
    public synchronized Page<User> listUsers(Optional<String> subPrefix, Optional<String> token) {
        called("ListUsers");
        Predicate<User> listed = user -> user.sub().startsWith(subPrefix.orElse(""))
                && !(subPrefix.isPresent() && hiddenBySub.contains(user.sub()))
                && !missed.remove(user.sub())
                && !hidden.contains(user.sub());
        return asListed(page("ListUsers", users, token, listed));
    }

    @Override
    public synchronized Optional<User> findUserBySub(String sub) {
        called("ListUsers");
        return Optional.ofNullable(users.get(sub))
                .filter(user -> !hidden.contains(sub) && !hiddenBySub.contains(sub))
                .map(InMemoryUserPool::asListed);
    }

    @Override
    public synchronized Optional<User> findUserByUsername(String username) {
        called("ListUsers");
        return byUsername(username).filter(user -> !hidden.contains(user.sub())).map(InMemoryUserPool::asListed);
    }

    @Override
    public synchronized Optional<User> findUserByIdentity(String identity) {
        called("ListUsers");
        return users.values().stream()
                .filter(user -> Identity.of(user, settings).stream().anyMatch(own -> sameName(own, identity)))
                .map(InMemoryUserPool::asListed)
                .findFirst();
    }

    @Override
    public synchronized Optional<User> getUser(String username) {
        called("AdminGetUser");
        return byUsername(username).map(user -> user.with(user.mfa().or(() -> Optional.of(MfaPreference.NONE))));
    }

    @Override
    public synchronized Set<String> mfaFactors() {
        called("GetUserPoolMfaConfig");
        return mfaFactors;
    }

    @Override
    public synchronized void setMfa(String username, MfaPreference preference) {
        String operation = "AdminSetUserMFAPreference";
        called(operation);
        User user = existing(operation, username);
        preference.factors().keySet().forEach(factor -> {
            String address = factor.equals(MfaPreference.SMS) ? "phone_number" : "email";
            if (!mfaFactors.contains(factor) || !user.attributes().containsKey(address)) {
                throw new RejectedByCognitoException(operation, "InvalidParameterException");
            }
        });
        SortedMap<String, String> factors =
                new TreeMap<>(user.mfa().orElse(MfaPreference.NONE).factors());
        if (preference.factors().containsValue(MfaPreference.PREFERRED)) {
            factors.replaceAll((factor, state) -> MfaPreference.ENABLED);
        }
        factors.putAll(preference.factors());
        putUser(user.with(Optional.of(new MfaPreference(factors))));
    }

    private static Page<User> asListed(Page<User> page) {
        return new Page<>(page.items().stream().map(InMemoryUserPool::asListed).toList(), page.token());
    }

    /** No listing shows second factors. */
    private static User asListed(User user) {
        return user.with(Optional.empty());
    }

    @Override
    public synchronized Page<Group> listGroups(Optional<String> token) {
        called("ListGroups");
        return page("ListGroups", groups, token, group -> true);
    }

    @Override
    public synchronized Optional<Group> findGroup(String name) {
        called("GetGroup");
        return Optional.ofNullable(groups.get(name));
    }

    @Override
    public synchronized Page<User> listMembers(String groupName, Optional<String> token) {
        called("ListUsersInGroup");
        NavigableMap<String, User> inGroup = new TreeMap<>(users);
        inGroup.keySet().retainAll(members(groupName));
        return asListed(page("ListUsersInGroup", inGroup, token, user -> !hidden.contains(user.sub())));
    }

    /** As an administrator of the target does. */
    public User createUser(String username, Map<String, String> attributes) {
        return createUser(username, attributes, "Temporary-1");
    }

    @Override
    public synchronized User createUser(String username, Map<String, String> attributes, String temporaryPassword) {
        called("AdminCreateUser");
        if (!settings.attributes().keySet().containsAll(attributes.keySet())
                || attributes.containsKey("sub")
                || attributes.containsKey("identities")
                || !attributes.entrySet().stream()
                        .allMatch(
                                attribute -> takes(settings.attributes().get(attribute.getKey()), attribute.getValue()))
                || !mayLackWhatItLacks(username, attributes)) {
            throw new RejectedByCognitoException("AdminCreateUser", "InvalidParameterException");
        }
        boolean taken = users.values().stream()
                .anyMatch(user -> sameName(user.username(), username)
                        || settings.usernameAttributes().stream()
                                .anyMatch(name ->
                                        username.equals(user.attributes().get(name))));
        boolean aliasTaken = settings.aliasAttributes().stream()
                .anyMatch(name -> verified(name, attributes)
                        && !owners(name, attributes.get(name), "").isEmpty());
        if (taken || aliasTaken) {
            throw new UserExistsException();
        }
        return add(username, attributes, "FORCE_CHANGE_PASSWORD");
    }

    /** Of ways in which a length can be counted, the one that is worse for the value. */
    private static boolean takes(PoolSettings.Attribute attribute, String value) {
        return attribute.type().equals("DateTime") ? attribute.takes(value) : attribute.surelyTakes(value);
    }

    private User add(String username, Map<String, String> attributes, String status) {
        // A user who is created again gets another sub, and "user1" as the 11th is not "user11" as the first.
        String name = id + username + "/" + users.size() + "/" + changes;
        String sub =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
        Instant now = changed();
        SortedMap<String, String> all = new TreeMap<>(attributes);
        if (!settings.usernameAttributes().isEmpty()) {
            all.putIfAbsent(username.contains("@") ? "email" : "phone_number", username);
        }
        String stored = settings.caseSensitive() ? username : username.toLowerCase(Locale.ROOT);
        return putUser(
                new User(sub, settings.usernameAttributes().isEmpty() ? stored : sub, all, true, status, now, now));
    }

    /** With a temporary password Cognito takes a user who lacks what can be set later. */
    private boolean mayLackWhatItLacks(String username, Map<String, String> attributes) {
        String signInWith =
                settings.usernameAttributes().isEmpty() ? "" : username.contains("@") ? "email" : "phone_number";
        boolean lacks = settings.requiredAttributes().stream()
                .anyMatch(name -> !name.equals(signInWith)
                        && attributes.getOrDefault(name, "").isEmpty());
        return !lacks || settings.requiredAttributes().stream().allMatch(this::mutable);
    }

    @Override
    public synchronized void setPermanentPassword(String username, String password) {
        called("AdminSetUserPassword");
        User user = existing("AdminSetUserPassword", username);
        passwords.computeIfAbsent(user.username(), name -> new ArrayList<>()).add(password);
        putUser(with(user, user.attributes(), user.enabled(), "CONFIRMED"));
    }

    @Override
    public synchronized void addToGroup(String username, String groupName) {
        called("AdminAddUserToGroup");
        User user = existing("AdminAddUserToGroup", username);
        if (!groups.containsKey(groupName)) {
            throw new RejectedByCognitoException("AdminAddUserToGroup", "ResourceNotFoundException");
        }
        join(user.sub(), groupName);
    }

    @Override
    public synchronized void disableUser(String username) {
        called("AdminDisableUser");
        User user = existing("AdminDisableUser", username);
        putUser(with(user, user.attributes(), false, user.status()));
    }

    @Override
    public synchronized List<User> findUsersByAttribute(String attribute, String value) {
        called("ListUsers");
        return users.values().stream()
                .filter(user -> value.equalsIgnoreCase(user.attributes().get(attribute)))
                .map(InMemoryUserPool::asListed)
                .toList();
    }

    @Override
    public synchronized void enableUser(String username) {
        called("AdminEnableUser");
        User user = existing("AdminEnableUser", username);
        putUser(with(user, user.attributes(), true, user.status()));
    }

    @Override
    public synchronized void setAttributes(String username, Map<String, String> attributes) {
        String operation = "AdminUpdateUserAttributes";
        called(operation);
        User user = existing(operation, username);
        if (!attributes.keySet().stream().allMatch(name -> mutable(name))) {
            throw new RejectedByCognitoException(operation, "InvalidParameterException");
        }
        SortedMap<String, String> all = new TreeMap<>(user.attributes());
        for (String address : List.of("email", "phone_number")) {
            String value = attributes.get(address);
            if (value != null && !value.equals(all.get(address)) && !verified(address, attributes)) {
                all.remove(address + VERIFIED);
                if (settings.autoVerifiedAttributes().contains(address)) {
                    messages.add(operation);
                }
            }
        }
        all.putAll(attributes);
        all.values().removeIf(String::isEmpty);
        takeOver(user, attributes, all);
        putUser(with(user, all, user.enabled(), user.status()));
    }

    /** A taken name is refused; a verified address goes over to who has verified it last. */
    private void takeOver(User user, Map<String, String> changes, Map<String, String> all) {
        for (String name : List.of("email", "phone_number", "preferred_username")) {
            boolean touched = changes.containsKey(name) || changes.containsKey(name + VERIFIED);
            boolean unique = settings.usernameAttributes().contains(name)
                    || (settings.aliasAttributes().contains(name) && verified(name, all));
            if (!touched || !unique || !all.containsKey(name)) {
                continue;
            }
            for (User owner : owners(name, all.get(name), user.sub())) {
                if (settings.usernameAttributes().contains(name) || name.equals("preferred_username")) {
                    throw new RejectedByCognitoException("AdminUpdateUserAttributes", "AliasExistsException");
                }
                setAttribute(owner.sub(), name + VERIFIED, "false");
            }
        }
    }

    @Override
    public synchronized void deleteAttributes(String username, Collection<String> names) {
        String operation = "AdminDeleteUserAttributes";
        called(operation);
        User user = existing(operation, username);
        boolean required = names.stream()
                .anyMatch(name ->
                        !mutable(name) || settings.attributes().get(name).required());
        if (required) {
            throw new RejectedByCognitoException(operation, "InvalidParameterException");
        }
        SortedMap<String, String> rest = new TreeMap<>(user.attributes());
        rest.keySet().removeAll(names);
        putUser(with(user, rest, user.enabled(), user.status()));
    }

    @Override
    public synchronized void linkIdentity(User destination, ProviderIdentity identity) {
        String operation = "AdminLinkProviderForUser";
        called(operation);
        User user = existing(operation, destination.username());
        List<ProviderIdentity> identities = new ArrayList<>(ProviderIdentity.of(user));
        Optional<User> owner = users.values().stream()
                .filter(other -> ProviderIdentity.of(other).contains(identity))
                .findFirst();
        if (!configuration.containsKey("identityProvider#" + identity.provider())) {
            throw new RejectedByCognitoException(operation, "ResourceNotFoundException");
        }
        if (owner.isPresent()) {
            boolean linked = ProviderIdentity.ofProfile(owner.get())
                    .filter(identity::equals)
                    .isEmpty();
            throw new RejectedByCognitoException(
                    operation,
                    linked && !owner.get().sub().equals(user.sub())
                            ? "AliasExistsException"
                            : "InvalidParameterException");
        }
        if (identities.size() >= 5) {
            throw new RejectedByCognitoException(operation, "LimitExceededException");
        }
        identities.add(identity);
        setAttribute(user.sub(), User.IDENTITIES, identities(identities));
    }

    @Override
    public synchronized void unlinkIdentity(ProviderIdentity identity) {
        String operation = "AdminDisableProviderForUser";
        called(operation);
        User owner = users.values().stream()
                .filter(user -> ProviderIdentity.of(user).contains(identity))
                .findFirst()
                .orElseThrow(() -> new RejectedByCognitoException(operation, "UserNotFoundException"));
        List<ProviderIdentity> rest = new ArrayList<>(ProviderIdentity.of(owner));
        rest.remove(identity);
        setAttribute(owner.sub(), User.IDENTITIES, identities(rest));
    }

    /** The attribute in which Cognito lists them. */
    public static String identities(List<ProviderIdentity> identities) {
        return identities.stream()
                .map(each -> "{\"userId\":\"" + each.userId() + "\",\"providerName\":\"" + each.provider()
                        + "\",\"providerType\":\"SAML\",\"primary\":false,\"dateCreated\":1700000000000}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /** Adds an identity provider to the configuration. */
    public synchronized void addProvider(String name) {
        putConfiguration(new ConfigurationPart("identityProvider", name, "{\"ProviderName\":\"" + name + "\"}"));
    }

    @Override
    public synchronized void removeFromGroup(String username, String groupName) {
        called("AdminRemoveUserFromGroup");
        User user = existing("AdminRemoveUserFromGroup", username);
        if (!groups.containsKey(groupName)) {
            throw new RejectedByCognitoException("AdminRemoveUserFromGroup", "ResourceNotFoundException");
        }
        leave(user.sub(), groupName);
    }

    @Override
    public synchronized boolean createGroup(Group group) {
        called("CreateGroup");
        if (groups.containsKey(group.name())) {
            return false;
        }
        addGroup(group);
        return true;
    }

    @Override
    public synchronized void putGroup(Group group) {
        Group there = groups.get(group.name());
        called(there == null ? "CreateGroup" : "UpdateGroup");
        addGroup(
                there == null
                        ? group
                        : new Group(
                                group.name(),
                                group.description(),
                                group.precedence().or(there::precedence),
                                group.roleArn().or(there::roleArn)));
    }

    @Override
    public InMemoryImportJobs importJobs() {
        return importJobs;
    }

    /** Makes a user as an import job does, unless the name is taken. */
    synchronized boolean importUser(String username, Map<String, String> attributes, String status) {
        boolean taken = users.values().stream()
                .anyMatch(user -> sameName(user.username(), username)
                        || settings.usernameAttributes().stream()
                                .anyMatch(name ->
                                        username.equals(user.attributes().get(name))));
        if (taken) {
            return false;
        }
        add(username, attributes, status);
        return true;
    }

    @Override
    public synchronized Map<String, Long> apiCalls() {
        return Map.copyOf(calls);
    }

    synchronized Instant now() {
        return changed();
    }

    synchronized void called(String operation) {
        calls.merge(operation, 1L, Long::sum);
        beforeCall.accept(operation);
    }

    private <T> Page<T> page(
            String operation, NavigableMap<String, T> all, Optional<String> token, Predicate<T> listed) {
        if (token.isPresent() && expiring.remove(operation)) {
            throw new ExpiredTokenException();
        }
        Optional<String> after = token.map(keysByToken::get);
        NavigableMap<String, T> rest = after.isPresent() ? all.tailMap(after.get(), false) : all;
        if (!rest.isEmpty() && empty.remove(operation)) {
            return new Page<>(List.of(), Optional.of(token(after.orElse(""))));
        }
        List<String> keys = rest.keySet().stream().limit(pageSize).toList();
        Collection<T> items = keys.stream().map(rest::get).filter(listed).toList();
        boolean last = keys.size() == rest.size();
        return new Page<>(List.copyOf(items), last ? Optional.empty() : Optional.of(token(keys.get(keys.size() - 1))));
    }

    private String token(String lastKey) {
        String token = "token-" + keysByToken.size();
        keysByToken.put(token, lastKey);
        return token;
    }

    private boolean mutable(String attribute) {
        PoolSettings.Attribute schema = settings.attributes().get(attribute);
        return schema != null && schema.mutable() && !attribute.equals(User.IDENTITIES);
    }

    /** Whether these attributes have the name, and have it verified where it is an address. */
    private static boolean verified(String name, Map<String, String> attributes) {
        return attributes.containsKey(name)
                && (name.equals("preferred_username") || "true".equals(attributes.get(name + VERIFIED)));
    }

    /** The other users who have this value, and where it is an alias, have it verified. */
    private List<User> owners(String name, String value, String exceptSub) {
        return users.values().stream()
                .filter(user -> !user.sub().equals(exceptSub))
                .filter(user -> user.attributes().containsKey(name)
                        && sameName(user.attributes().get(name), value))
                .filter(user -> settings.usernameAttributes().contains(name) || verified(name, user.attributes()))
                .toList();
    }

    private User existing(String operation, String username) {
        return byUsername(username)
                .orElseThrow(() -> new RejectedByCognitoException(operation, "UserNotFoundException"));
    }

    /** Cognito takes a sub for a Username, too, and what users sign in with instead of one. */
    private Optional<User> byUsername(String username) {
        return users.values().stream()
                .filter(user -> sameName(user.username(), username)
                        || user.sub().equals(username)
                        || settings.usernameAttributes().stream()
                                .map(name -> user.attributes().getOrDefault(name, ""))
                                .anyMatch(value -> sameName(value, username)))
                .findFirst();
    }

    private boolean sameName(String one, String other) {
        return settings.caseSensitive() ? one.equals(other) : one.equalsIgnoreCase(other);
    }

    private User with(User user, SortedMap<String, String> attributes, boolean enabled, String status) {
        return new User(
                user.sub(), user.username(), attributes, enabled, status, user.created(), changed(), user.mfa());
    }

    private Instant changed() {
        changes++;
        return clock.map(InstantSource::instant).orElseGet(() -> FIRST_CHANGE.plusSeconds(changes));
    }
}
