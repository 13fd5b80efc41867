package cognitobackup.drill.cost;

import cognitobackup.drill.Project;
import cognitobackup.drill.cost.ActiveUserPrices.FeaturePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The figures of docs/cost.md that the command prints. */
final class CostPage {
    static final Path FILE = Path.of("../docs/cost.md");

    private static final Pattern SAMPLE = Pattern.compile("(?s)```\n(A month of backups.*?)```");
    private static final Pattern TOTALS = Pattern.compile("(?m)(^\\| [0-9,]+ \\|( [0-9,]+\\.[0-9]{2} \\|){5}\n)+");
    private static final Pattern OF_BOTH = Pattern.compile("TOTAL of both +(\\S+)");
    private static final Pattern OF_EACH = Pattern.compile("TOTAL of each Region +(\\S+) +(\\S+)");
    private static final int HOURLY = 730;

    private final CountedRuns counted;

    CostPage(CountedRuns counted) {
        this.counted = counted;
    }

    /** The page with the figures that follow from the counts. */
    String renewed(String page) {
        String sample = bill(new PoolSize(100_000, 20, 120_000), 1, 30);
        String totals =
                List.of(10_000, 100_000, 500_000).stream().map(this::totals).collect(Collectors.joining());
        return replaced(replaced(page, SAMPLE, "```\n" + sample + "```"), TOTALS, totals);
    }

    private String totals(int users) {
        PoolSize pool = new PoolSize(users, 20, users);
        Matcher each = found(OF_EACH, bill(pool, 1, 30));
        return String.format(
                Locale.ROOT,
                "| %,d | %s | %s | %s | %s | %s |%n",
                users,
                each.group(1),
                each.group(2),
                found(OF_BOTH, bill(pool, 1, 30)).group(1),
                found(OF_BOTH, bill(pool, 10, 30)).group(1),
                found(OF_BOTH, bill(pool, 1, HOURLY)).group(1));
    }

    private String bill(PoolSize pool, double changes, int exports) {
        return new MonthText(counted, PriceList.kept(), ActiveUserPrices.of(Project.lambdaJar()))
                .of(new Habit(pool, changes, exports, 35, false), FeaturePlan.ESSENTIALS);
    }

    private static String replaced(String page, Pattern part, String other) {
        Matcher found = found(part, page);
        return page.substring(0, found.start()) + other + page.substring(found.end());
    }

    private static Matcher found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("There is no " + pattern + " in the text.");
        }
        return matcher;
    }
}
