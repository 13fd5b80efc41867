package cognitobackup.backup;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The attributes of an item, or of a map in one. What must be there and is not makes a {@link DamagedItemException}.
 *
 * @param itemKind the kind of the item, for errors
 * @param values the attributes by name
 */
record Fields(String itemKind, Map<String, AttributeValue> values) {

    Optional<AttributeValue> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Optional<String> findText(String name) {
        return find(name).map(value -> present(name, value.s()));
    }

    String text(String name) {
        return findText(name).orElseThrow(() -> damaged("it has no " + name));
    }

    Optional<Long> findNumber(String name) {
        return find(name).map(value -> parsed(name, "a whole number", () -> Long.parseLong(present(name, value.n()))));
    }

    long number(String name) {
        return findNumber(name).orElseThrow(() -> damaged("it has no " + name));
    }

    boolean flag(String name) {
        return present(name, get(name).bool());
    }

    byte[] bytes(String name) {
        return present(name, get(name).b()).asByteArray();
    }

    Instant instant(String name) {
        return parsed(name, "a time", () -> Instant.parse(text(name)));
    }

    /** Reads what must have a form of its own; where it has not, the item is damaged, and its value not quoted. */
    <T> T parsed(String name, String form, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
            throw damaged("its " + name + " is not " + form);
        }
    }

    Optional<Fields> findMap(String name) {
        return find(name).map(value -> {
            if (!value.hasM()) {
                throw damaged("its " + name + " is of another type");
            }
            return new Fields(itemKind, value.m());
        });
    }

    Fields map(String name) {
        return findMap(name).orElseThrow(() -> damaged("it has no " + name));
    }

    DamagedItemException damaged(String problem) {
        return new DamagedItemException(itemKind, problem);
    }

    private AttributeValue get(String name) {
        return find(name).orElseThrow(() -> damaged("it has no " + name));
    }

    private <T> T present(String name, T value) {
        if (value == null) {
            throw damaged("its " + name + " is of another type");
        }
        return value;
    }
}
