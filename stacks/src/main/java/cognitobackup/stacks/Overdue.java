package cognitobackup.stacks;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** From which age the newest export of a pool is overdue, by the pool's schedule. */
final class Overdue {
    /** What an export may take, and how late one may be: a quarter of the schedule's time, within these. */
    private static final Duration LEAST_GRACE = Duration.ofHours(2);

    private static final Duration MOST_GRACE = Duration.ofHours(6);

    private Overdue() {}

    /** In seconds, by the ids of those pools that have a schedule. */
    static Map<String, Double> seconds(List<Settings.UserPool> userPools) {
        var seconds = new TreeMap<String, Double>();
        // Most pools have the same schedule, and looking through the years of one takes its time.
        var gaps = new HashMap<String, Optional<Duration>>();
        userPools.forEach(pool -> pool.schedule()
                .flatMap(schedule -> gaps.computeIfAbsent(schedule, LongestGap::of))
                .ifPresent(gap -> seconds.put(pool.id(), (double) after(gap).toSeconds())));
        return seconds;
    }

    static Duration after(Duration gap) {
        var quarter = gap.dividedBy(4);
        var grace = quarter.compareTo(LEAST_GRACE) < 0 ? LEAST_GRACE : quarter;
        return gap.plus(grace.compareTo(MOST_GRACE) > 0 ? MOST_GRACE : grace);
    }
}
