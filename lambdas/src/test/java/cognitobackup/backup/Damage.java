package cognitobackup.backup;

import cognitobackup.backup.RecordedTable.State;
import cognitobackup.pool.Shard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Damages the image of a table at random, one item at a time: drops it, puts it back to an earlier state, copies it under
 * another key, exchanges what two items hold, or alters, removes or adds something anywhere in it.
 */
final class Damage {
    private static final List<String> MAPS_OF_VERSIONS =
            List.of(RecordItems.CURRENT, RecordItems.PREVIOUS, "version", "content", "attributes", "sums", "changes");

    private final TableImage image;
    private final Map<ItemKey, List<State>> streams;
    private final Random random;
    private final List<ItemKey> keys;
    private final List<String> done = new ArrayList<>();

    Damage(TableImage image, Map<ItemKey, List<State>> streams, Random random) {
        this.image = image;
        this.streams = streams;
        this.random = random;
        this.keys = image.keys();
    }

    /** What was done, for whoever reads of a failure. */
    List<String> done() {
        return done;
    }

    void damage() {
        ItemKey key = keys.get(random.nextInt(keys.size()));
        Optional<Map<String, AttributeValue>> item = image.find(key);
        if (item.isEmpty()) {
            return;
        }
        switch (random.nextInt(12)) {
            case 0, 1 -> set("drop", key, Optional.empty());
            case 2, 3 -> rollBack(key);
            case 4 -> copy(key, item.get());
            case 5 -> exchange(key, item.get());
            default -> {
                Map<String, AttributeValue> altered = new HashMap<>(item.get());
                altered.keySet().removeAll(List.of(ItemKey.PARTITION, ItemKey.SORT));
                String what = alter(altered, "");
                altered.putAll(key.attributes());
                set(what, key, Optional.of(altered));
            }
        }
    }

    private void rollBack(ItemKey key) {
        List<State> stream = streams.get(key);
        set("roll back", key, stream.get(random.nextInt(stream.size())).item());
    }

    private void copy(ItemKey key, Map<String, AttributeValue> item) {
        ItemKey to =
                switch (random.nextInt(3)) {
                    case 0 -> new ItemKey(key.partition(), key.sort() + "x");
                    case 1 -> new ItemKey(anotherShard(key.partition()), key.sort());
                    default -> keys.get(random.nextInt(keys.size()));
                };
        Map<String, AttributeValue> copied = new HashMap<>(item);
        copied.putAll(to.attributes());
        set("copy " + shown(key) + " to", to, Optional.of(copied));
    }

    private static String anotherShard(String partition) {
        String from = LivePool.SHARDS.get(0).digit();
        Shard to = LivePool.SHARDS.get(1);
        return partition.endsWith("#" + from)
                ? partition.substring(0, partition.length() - 1) + to
                : partition.substring(0, partition.length() - 1) + from;
    }

    private void exchange(ItemKey key, Map<String, AttributeValue> item) {
        ItemKey other = keys.get(random.nextInt(keys.size()));
        image.find(other).ifPresent(others -> {
            Map<String, AttributeValue> here = new HashMap<>(others);
            here.putAll(key.attributes());
            set("exchange", key, Optional.of(here));
            Map<String, AttributeValue> there = new HashMap<>(item);
            there.putAll(other.attributes());
            set("with", other, Optional.of(there));
        });
    }

    /** Alters one attribute, or something in it where it is a map, and says what. */
    private String alter(Map<String, AttributeValue> attributes, String path) {
        List<String> names = new ArrayList<>(new TreeMap<>(attributes).keySet());
        if (names.isEmpty() || random.nextInt(12) == 0) {
            String name =
                    random.nextBoolean() ? "added" : MAPS_OF_VERSIONS.get(random.nextInt(MAPS_OF_VERSIONS.size()));
            attributes.put(name, AttributeValue.fromS("added"));
            return "add " + path + name;
        }
        String name = names.get(random.nextInt(names.size()));
        AttributeValue value = attributes.get(name);
        if (value.hasM() && random.nextInt(8) != 0) {
            Map<String, AttributeValue> inner = new HashMap<>(value.m());
            String what = alter(inner, path + name + ".");
            attributes.put(name, AttributeValue.fromM(inner));
            return what;
        }
        if (random.nextInt(4) == 0) {
            attributes.remove(name);
            return "remove " + path + name;
        }
        AttributeValue altered = altered(value);
        attributes.put(name, altered);
        return "alter " + path + name + " to " + altered;
    }

    private AttributeValue altered(AttributeValue value) {
        if (random.nextInt(6) == 0) {
            return random.nextBoolean() ? AttributeValue.fromBool(true) : AttributeValue.fromN("1.5");
        }
        return switch (value.type()) {
            case S -> AttributeValue.fromS(altered(value.s()));
            case N ->
                AttributeValue.fromN(new BigDecimal(value.n())
                        .add(BigDecimal.valueOf(random.nextInt(3) - 1))
                        .toPlainString());
            case BOOL -> AttributeValue.fromBool(!value.bool());
            default -> AttributeValue.fromS("of another type");
        };
    }

    /** A character more, less or another, or a text from elsewhere: the id of an export, the name of somebody else. */
    private String altered(String text) {
        int at = text.isEmpty() ? 0 : random.nextInt(text.length());
        return switch (random.nextInt(4)) {
            case 0 -> text.substring(0, at) + "0" + text.substring(at);
            case 1 -> text.isEmpty() ? "1" : text.substring(0, at) + text.substring(at + 1);
            case 2 -> text.isEmpty() ? "2" : text.substring(0, at) + "3" + text.substring(at + 1);
            default -> keys.get(random.nextInt(keys.size())).sort();
        };
    }

    private void set(String what, ItemKey key, Optional<Map<String, AttributeValue>> item) {
        done.add(what + " of " + shown(key));
        image.set(key, item);
    }

    private static String shown(ItemKey key) {
        return key.partition() + " " + key.sort();
    }
}
