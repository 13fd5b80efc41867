package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A user pool. Everything in it is guarded by its monitor, which {@link Operations} holds during each operation. */
final class Pool {
    private static final int MOST_GROUPS = 10_000;
    private static final int MOST_GROUPS_OF_A_USER = 100;

    private final String id;
    private final PoolConfiguration configuration;
    private final Users users;
    private final NavigableMap<String, Group> groups = new TreeMap<>();
    private final NavigableMap<String, ObjectNode> clients = new TreeMap<>();
    private final NavigableMap<String, ObjectNode> providers = new TreeMap<>();
    private final NavigableMap<String, ObjectNode> resourceServers = new TreeMap<>();
    private final PoolImports imports = new PoolImports();
    private final Map<String, Integer> creations = new HashMap<>();

    Pool(String id, PoolConfiguration configuration) {
        this.id = id;
        this.configuration = configuration;
        this.users = new Users(configuration.signIn());
    }

    String id() {
        return id;
    }

    PoolConfiguration configuration() {
        return configuration;
    }

    SignIn signIn() {
        return configuration.signIn();
    }

    Schema schema() {
        return configuration.schema();
    }

    Users users() {
        return users;
    }

    /** The user that a request names, by Username, sub or alias. */
    User user(String name) {
        return users.find(name).orElseThrow(CognitoErrors::userNotFound);
    }

    NavigableMap<String, Group> groups() {
        return Collections.unmodifiableNavigableMap(groups);
    }

    Group group(String name) {
        return Optional.ofNullable(groups.get(name)).orElseThrow(CognitoErrors::groupNotFound);
    }

    /** App clients by id, as DescribeUserPoolClient shows them. */
    NavigableMap<String, ObjectNode> clients() {
        return clients;
    }

    /** Identity providers by name, as DescribeIdentityProvider shows them. */
    NavigableMap<String, ObjectNode> providers() {
        return providers;
    }

    /** Resource servers by identifier, as DescribeResourceServer shows them. */
    NavigableMap<String, ObjectNode> resourceServers() {
        return resourceServers;
    }

    Group addGroup(String name, Instant now) {
        if (groups.containsKey(name)) {
            throw CognitoErrors.groupExists();
        }
        if (groups.size() >= MOST_GROUPS) {
            throw CognitoErrors.limitExceeded("A user pool cannot have more than " + MOST_GROUPS + " groups.");
        }
        Group group = new Group(name, now);
        groups.put(name, group);
        return group;
    }

    void removeGroup(String name) {
        Group group = group(name);
        group.members().values().forEach(member -> member.groups().remove(name));
        groups.remove(name);
    }

    /** Adds a user to a group; one that is in it stays. */
    void addMember(Group group, User user) {
        if (user.groups().containsKey(group.name())) {
            return;
        }
        if (user.groups().size() >= MOST_GROUPS_OF_A_USER) {
            throw CognitoErrors.limitExceeded("A user cannot be in more than " + MOST_GROUPS_OF_A_USER + " groups.");
        }
        user.groups().put(group.name(), group);
        group.members().put(user.sub(), user);
    }

    void removeMember(Group group, User user) {
        user.groups().remove(group.name());
        group.members().remove(user.sub());
    }

    void removeUser(User user) {
        user.groups().values().forEach(group -> group.members().remove(user.sub()));
        users.remove(user);
    }

    /** The pool's user import jobs. */
    PoolImports imports() {
        return imports;
    }

    /** Notes that AdminCreateUser, or an import job, made a user under this name. */
    void created(String requestedUsername) {
        creations.merge(signIn().fold(requestedUsername), 1, Integer::sum);
    }

    PoolState state() {
        return PoolState.of(id, users.bySub().values(), groups.values(), creations);
    }

    /** The group that Cognito makes for an identity provider. */
    String groupNameOfProvider(String providerName) {
        return id + "_" + providerName;
    }
}
