package cognitobackup.backup;

import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.Group;
import cognitobackup.pool.Membership;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The simplest model of a user pool: its records. Who is created again under a name that somebody had gets another sub.
 * What cannot be done, such as changing a user who is not there, does nothing.
 */
final class LivePool {
    /** Users live in these shards only, so that a snapshot can be read quickly. */
    static final List<Shard> SHARDS = List.of(new Shard("3"), new Shard("c"));

    private final Map<RecordKey, PoolRecord> records = new HashMap<>();
    private final Map<String, Integer> created = new HashMap<>();

    Map<RecordKey, PoolRecord> records() {
        return Map.copyOf(records);
    }

    Optional<PoolRecord> find(RecordKey key) {
        return Optional.ofNullable(records.get(key));
    }

    void createUser(String name) {
        if (user(name).isEmpty()) {
            put(user(name, sub(name, created.merge(name, 1, Integer::sum)), "first", true));
        }
    }

    void rename(String name, String to) {
        user(name).ifPresent(user -> put(user(name, user.sub(), to, user.enabled())));
    }

    void enable(String name, boolean enabled) {
        user(name)
                .ifPresent(user -> put(user(name, user.sub(), user.attributes().get("name"), enabled)));
    }

    void deleteUser(String name) {
        user(name).ifPresent(user -> records.keySet()
                .removeIf(key -> key.owner().equals(user.sub()) && key.kind().sharded()));
    }

    void putGroup(String name, String description) {
        put(new Group(name, Optional.of(description), Optional.empty(), Optional.empty()));
    }

    void deleteGroup(String name) {
        records.remove(RecordKey.group(name));
        records.keySet()
                .removeIf(key ->
                        key.kind() == RecordKind.MEMBERSHIP && key.detail().equals(name));
    }

    void join(String name, String group) {
        user(name)
                .filter(user -> records.containsKey(RecordKey.group(group)))
                .ifPresent(user -> put(new Membership(user.sub(), group)));
    }

    void leave(String name, String group) {
        user(name).ifPresent(user -> records.remove(RecordKey.membership(user.sub(), group)));
    }

    void configure(String name, String value) {
        put(new ConfigurationPart("client", name, "{\"ClientName\":\"" + value + "\"}"));
    }

    void removeConfiguration(String name) {
        records.remove(RecordKey.configuration("client", name));
    }

    private void put(PoolRecord record) {
        records.put(record.key(), record);
    }

    private Optional<User> user(String name) {
        return records.values().stream()
                .filter(record -> record instanceof User user && user.username().equals(name))
                .map(User.class::cast)
                .findFirst();
    }

    private static User user(String name, String sub, String called, boolean enabled) {
        TreeMap<String, String> attributes = new TreeMap<>(Map.of("name", called));
        return new User(sub, name, attributes, enabled, "CONFIRMED", Instant.EPOCH, Instant.EPOCH);
    }

    private static String sub(String name, int created) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> name + "-" + created + "-" + i)
                .filter(sub -> SHARDS.contains(Shard.of(sub)))
                .findFirst()
                .orElseThrow();
    }
}
