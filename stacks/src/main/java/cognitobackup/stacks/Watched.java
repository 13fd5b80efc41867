package cognitobackup.stacks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The pools whose backups a stack watches.
 *
 * @param ownPools those that it exports itself
 * @param ownOverdueSeconds from which age an export of them is overdue; nothing of those without a schedule
 * @param pools its own, and those whose backups are replicated to its Region
 * @param overdueSeconds likewise of all of these
 */
record Watched(
        List<String> ownPools,
        Map<String, Double> ownOverdueSeconds,
        List<String> pools,
        Map<String, Double> overdueSeconds) {
    Watched(List<String> ownPools, Map<String, Double> ownOverdueSeconds) {
        this(ownPools, ownOverdueSeconds, ownPools, ownOverdueSeconds);
    }

    /** With those whose backups are replicated to here. */
    Watched with(Collection<String> replicated, Map<String, Double> overdue) {
        var all = new TreeSet<>(ownPools);
        all.addAll(replicated);
        var seconds = new TreeMap<>(overdue);
        seconds.putAll(ownOverdueSeconds);
        return new Watched(ownPools, ownOverdueSeconds, new ArrayList<>(all), seconds);
    }
}
