package cognitobackup.stacks;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The longest time between two starts of a schedule.
 *
 * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html">Schedule types in EventBridge
 *     Scheduler</a>
 */
final class LongestGap {
    private static final Pattern RATE = Pattern.compile("rate\\(([1-9]\\d*) (minute|hour|day)s?\\)");
    private static final Pattern CRON = Pattern.compile("cron\\((.+)\\)");

    /** A fixed one, so that the same schedule always has the same gap, and with a leap day in what follows. */
    private static final ZonedDateTime FROM = ZonedDateTime.of(2027, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    /** Long enough for what happens on leap days only. */
    private static final ZonedDateTime UNTIL = FROM.plusYears(9);

    /** Of a schedule with more starts these show the longest gap: more than a day of one a minute, or a year of one in six hours. */
    private static final int MOST_STARTS = 2_000;

    private LongestGap() {}

    /**
     * The gap.
     *
     * @param expression {@code rate(…)} or {@code cron(…)}
     * @return empty where the schedule starts once or never, or the expression is not valid
     */
    static Optional<Duration> of(String expression) {
        var rate = RATE.matcher(expression);
        if (rate.matches()) {
            return Optional.of(rate(rate));
        }
        var cron = CRON.matcher(expression);
        return cron.matches() ? cron(cron.group(1)) : Optional.empty();
    }

    /** Whether the expression is one that EventBridge Scheduler repeats by. */
    static boolean isValid(String expression) {
        var cron = CRON.matcher(expression);
        return RATE.matcher(expression).matches()
                || (cron.matches() && parsed(cron.group(1)).isPresent());
    }

    private static Duration rate(Matcher rate) {
        long number = Long.parseLong(rate.group(1));
        return switch (rate.group(2)) {
            case "minute" -> Duration.ofMinutes(number);
            case "hour" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** AWS's form is that of Quartz without its seconds. */
    private static Optional<Duration> cron(String fields) {
        return parsed(fields).map(ExecutionTime::forCron).flatMap(LongestGap::longest);
    }

    private static Optional<Cron> parsed(String fields) {
        try {
            return Optional.of(new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.QUARTZ))
                    .parse("0 " + fields)
                    .validate());
        } catch (IllegalArgumentException notACron) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> longest(ExecutionTime starts) {
        var longest = Optional.<Duration>empty();
        var start = starts.nextExecution(FROM);
        for (int count = 0; count < MOST_STARTS && start.isPresent(); count++) {
            var next = starts.nextExecution(start.get());
            if (next.isEmpty() || next.get().isAfter(UNTIL)) {
                break;
            }
            var gap = Duration.between(start.get(), next.get());
            longest = longest.filter(before -> before.compareTo(gap) >= 0).or(() -> Optional.of(gap));
            start = next;
        }
        return longest;
    }
}
