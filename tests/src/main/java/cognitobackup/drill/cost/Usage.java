package cognitobackup.drill.cost;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;

/**
 * How much of what was counted, or is to be expected, in one Region.
 *
 * @param amounts without those that are nought
 */
public record Usage(@JsonValue Map<Counted, Double> amounts) {
    public static final Usage NONE = new Usage(Map.of());

    @JsonCreator
    public Usage {
        Map<Counted, Double> some = new EnumMap<>(Counted.class);
        amounts.forEach((counted, amount) -> {
            if (amount != 0) {
                some.put(counted, amount);
            }
        });
        amounts = Collections.unmodifiableMap(some);
    }

    public double of(Counted counted) {
        return amounts.getOrDefault(counted, 0.0);
    }

    public Usage with(Counted counted, double amount) {
        Map<Counted, Double> others = new EnumMap<>(Counted.class);
        others.putAll(amounts);
        others.put(counted, amount);
        return new Usage(others);
    }

    /** These alone. */
    public Usage only(Set<Counted> some) {
        Map<Counted, Double> others = new EnumMap<>(Counted.class);
        some.forEach(counted -> others.put(counted, of(counted)));
        return new Usage(others);
    }

    /** All but these. */
    public Usage without(Set<Counted> some) {
        return minus(only(some));
    }

    public Usage plus(Usage other) {
        return each(other, Double::sum);
    }

    public Usage minus(Usage other) {
        return each(other, (one, another) -> one - another);
    }

    public Usage times(double factor) {
        return each(NONE, (one, nothing) -> one * factor);
    }

    /** Without what is less than nothing: differences of counts that vary a little by chance. */
    public Usage atLeastNothing() {
        return each(NONE, Math::max);
    }

    private Usage each(Usage other, DoubleBinaryOperator operator) {
        Map<Counted, Double> result = new EnumMap<>(Counted.class);
        for (Counted counted : Counted.values()) {
            result.put(counted, operator.applyAsDouble(of(counted), other.of(counted)));
        }
        return new Usage(result);
    }
}
