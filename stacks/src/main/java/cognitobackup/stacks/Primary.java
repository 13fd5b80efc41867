package cognitobackup.stacks;

import com.pulumi.core.Output;
import com.pulumi.resources.StackReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the stack that has only the replica knows of the stack that owns the table: from Pulumi's state, not from the Region. */
final class Primary {
    private final StackReference stack;

    Primary(String name) {
        this.stack = new StackReference(name);
    }

    Output<String> tableName() {
        return stack.requireOutput(Program.TABLE_NAME).applyValue(String.class::cast);
    }

    /** The pools that the primary stack exports; known at once, since they decide what is registered. */
    Set<String> exportedPools() {
        return new TreeSet<>(value(Program.USER_POOL_IDS)
                .map(ids -> ((List<?>) ids).stream().map(String.class::cast).toList())
                .orElse(List.of()));
    }

    /**
     * From which age the exports of its pools are overdue, in seconds; known at once, likewise. Nothing of a primary stack
     * that was deployed before it said so.
     */
    Map<String, Double> overdueSeconds() {
        var seconds = new TreeMap<String, Double>();
        value(Program.OVERDUE_SECONDS).ifPresent(byPool -> ((Map<?, ?>) byPool)
                .forEach((pool, value) -> seconds.put((String) pool, ((Number) value).doubleValue())));
        return seconds;
    }

    private Optional<Object> value(String output) {
        return Optional.ofNullable(stack.getValueAsync(output).join());
    }

    Output<List<String>> userPoolIds() {
        return stack.requireOutput(Program.USER_POOL_IDS).applyValue(ids -> ((List<?>) ids)
                .stream().map(String.class::cast).toList());
    }
}
