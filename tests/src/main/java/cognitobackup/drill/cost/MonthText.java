package cognitobackup.drill.cost;

import cognitobackup.drill.cost.ActiveUserPrices.FeaturePlan;
import cognitobackup.drill.cost.PriceList.SaidBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The month's bill, and what stands beside it, as it is printed. */
final class MonthText {
    /** AWS's own estimate for the architecture it retired: daily exports, from N. Virginia to Tokyo, each user in one group. */
    private static final int RETIRED_DOLLARS = 90;

    private static final int RETIRED_USERS = 500_000;
    private static final int RETIRED_EXPORTS = 30;
    private static final String ROW = "  %-33s %14s %14s %9s %9s%n";

    private final CountedRuns counted;
    private final PriceList prices;
    private final ActiveUserPrices activeUsers;
    private final StringBuilder text = new StringBuilder();

    MonthText(CountedRuns counted, PriceList prices, ActiveUserPrices activeUsers) {
        this.counted = counted;
        this.prices = prices;
        this.activeUsers = activeUsers;
    }

    String of(Habit habit, FeaturePlan plan) {
        print(
                "A month of backups of a pool with %,d users, %,d groups and %,d memberships: %,d exports,%n"
                        + "%s %% of the users and memberships changed from one to the next, snapshots kept for %,d days.%n%n",
                habit.pool().users(),
                habit.pool().groups(),
                habit.pool().memberships(),
                habit.exports(),
                plain(habit.changedPercent()),
                habit.retentionDays());
        print(ROW, "", "primary", "secondary", "USD", "USD");
        List<Line> lines = Month.of(counted, habit);
        String group = "";
        for (Line line : lines) {
            if (!line.group().equals(group)) {
                group = line.group();
                print("%s%n", group);
            }
            row(line);
        }
        double primary = primaryDollars(lines);
        double secondary = secondaryDollars(lines);
        print(ROW, "TOTAL of each Region", "", "", dollars(primary), dollars(secondary));
        print(ROW, "TOTAL of both", "", "", "", dollars(primary + secondary));
        beside(habit, plan);
        print("%n%s", notes());
        return text.toString();
    }

    private void beside(Habit habit, FeaturePlan plan) {
        if (habit.capturesMfa()) {
            double price = activeUsers.dollars().get(plan);
            print(
                    "%ncaptureMfa: AWS counts every user as active in every month with an export: up to %s USD more, %s USD"
                            + " for each%nof %,d users (%s), less those who were active anyway.%n",
                    dollars(habit.pool().users() * price),
                    plain(price),
                    habit.pool().users(),
                    plan);
        }
        Habit asRetired = new Habit(
                new PoolSize(RETIRED_USERS, habit.pool().groups(), RETIRED_USERS),
                habit.changedPercent(),
                RETIRED_EXPORTS,
                habit.retentionDays(),
                false);
        List<Line> same = Month.of(counted, asRetired);
        double rewriting = 2 * prices.of(Price.WRITE_UNITS).dollars(Month.rewrittenUnits(counted, asRetired));
        print(
                "%nThe architecture that AWS retired: about %d USD a month by AWS's own estimate, for %,d users, each in one"
                        + "%ngroup, and %d exports. For the same, this: %s USD. DynamoDB was dearer then; writing every record"
                        + " of that%npool anew in both Regions, as it did, costs %s USD by the prices used here, for the writes"
                        + " alone.%n",
                RETIRED_DOLLARS,
                RETIRED_USERS,
                RETIRED_EXPORTS,
                dollars(primaryDollars(same) + secondaryDollars(same)),
                dollars(rewriting));
        List<Line> restore = Month.restore(counted, habit.pool());
        double activated = Month.activatedByRestore(counted, habit.pool());
        print(
                "%nOne restore of all users to the secondary Region: %s USD, and up to %,d users counted as active:"
                        + " %s USD at%n%s USD for each (%s).%n",
                dollars(primaryDollars(restore) + secondaryDollars(restore)),
                Math.round(activated),
                dollars(activated * activeUsers.dollars().get(plan)),
                plain(activeUsers.dollars().get(plan)),
                plan);
    }

    private String notes() {
        List<String> unsaid = new ArrayList<>();
        prices.prices().forEach((price, listed) -> {
            if (listed.saidBy() == SaidBy.NOBODY) {
                unsaid.add(price.name());
            }
        });
        return String.format(
                Locale.ROOT,
                "Counts: from runs on the local AWS, see docs/cost.md. Prices: %s, %s, without free allowances;%n"
                        + "not confirmed: %s. Active users: %s.%n",
                prices.region(),
                prices.lookedUp(),
                String.join(", ", unsaid),
                activeUsers.lookedUp());
    }

    private void row(Line line) {
        print(
                ROW,
                line.item(),
                amount(line.primary()),
                amount(line.secondary()),
                dollars(prices.of(line.price()).dollars(line.primary())),
                dollars(prices.of(line.price()).dollars(line.secondary())));
    }

    private double primaryDollars(List<Line> lines) {
        return lines.stream()
                .mapToDouble(line -> prices.of(line.price()).dollars(line.primary()))
                .sum();
    }

    private double secondaryDollars(List<Line> lines) {
        return lines.stream()
                .mapToDouble(line -> prices.of(line.price()).dollars(line.secondary()))
                .sum();
    }

    /** Whole numbers, but what is small with its decimals. */
    private static String amount(double amount) {
        return amount >= 100 || amount == Math.rint(amount)
                ? String.format(Locale.ROOT, "%,d", Math.round(amount))
                : String.format(Locale.ROOT, "%.2f", amount);
    }

    private static String dollars(double dollars) {
        return String.format(Locale.ROOT, "%,.2f", dollars);
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private void print(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
