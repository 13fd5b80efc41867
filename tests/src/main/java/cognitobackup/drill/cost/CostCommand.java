package cognitobackup.drill.cost;

import cognitobackup.drill.NumberOption;
import cognitobackup.drill.Project;
import cognitobackup.drill.cost.ActiveUserPrices.FeaturePlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a month of backups costs. */
@Command(
        name = "cost",
        mixinStandardHelpOptions = true,
        description =
                "Prints what a month of backups of one pool costs in both Regions, item by item, from counted requests"
                        + " and a dated price list, and what one restore costs. Starts nothing. See docs/cost.md.")
public final class CostCommand implements Callable<Integer> {
    private static final int MOST_USERS = 100_000_000;
    private static final int MOST_GROUPS_OF_A_USER = 100; // by Cognito's quota
    private static final int MOST_EXPORTS = 2_920; // one every quarter of an hour
    private static final int MOST_DAYS = 3_650;

    @Spec
    private CommandSpec command;

    @Option(names = "--users", paramLabel = "N", required = true, description = "How many users the pool has.")
    private int users;

    @Option(
            names = "--memberships",
            paramLabel = "M",
            description = "How many memberships of users in groups (default: each user in one group).")
    private Integer memberships;

    @Option(names = "--groups", paramLabel = "N", description = "How many groups (default: 20).")
    private Integer groups;

    @Option(
            names = "--changes",
            paramLabel = "P",
            description =
                    "How many percent of the users, and of the memberships, are changed, added or taken away from one"
                            + " export to the next, 0 to 100 (default: 1).")
    private Double changes;

    @Option(
            names = "--exports-per-month",
            paramLabel = "N",
            description = "How many exports there are in a month (default: 30, one a day).")
    private Integer exports;

    @Option(
            names = "--retention-days",
            paramLabel = "N",
            description = "How long snapshots are kept: historyRetentionDays of the stack (default: 35).")
    private Integer retentionDays;

    @Option(names = "--capture-mfa", description = "With exports that ask for second factors.")
    private boolean captureMfa;

    @Option(
            names = "--feature-plan",
            paramLabel = "PLAN",
            description =
                    "The pool's, by which active users are billed: lite, essentials or plus (default: essentials).")
    private FeaturePlan featurePlan;

    @Override
    public Integer call() {
        Habit habit = new Habit(
                pool(),
                changes(),
                within("--exports-per-month", exports, 30, 1, MOST_EXPORTS),
                within("--retention-days", retentionDays, 35, 1, MOST_DAYS),
                captureMfa);
        command.commandLine()
                .getOut()
                .print(new MonthText(CountedRuns.kept(), PriceList.kept(), ActiveUserPrices.of(Project.lambdaJar()))
                        .of(habit, featurePlan == null ? FeaturePlan.ESSENTIALS : featurePlan));
        command.commandLine().getOut().flush();
        return 0;
    }

    private PoolSize pool() {
        int some = within("--users", users, 0, 1, MOST_USERS);
        int ofGroups = within("--groups", groups, 20, 0, NumberOption.MOST_GROUPS);
        int most = (int) Math.min(Integer.MAX_VALUE, (long) some * Math.min(ofGroups, MOST_GROUPS_OF_A_USER));
        return new PoolSize(some, ofGroups, within("--memberships", memberships, Math.min(some, most), 0, most));
    }

    private double changes() {
        double percent = changes == null ? 1 : changes;
        if (!(percent >= 0 && percent <= 100)) {
            throw wrong("--changes must be from 0 to 100, not " + percent + ".");
        }
        return percent;
    }

    private int within(String option, Integer given, int otherwise, int least, int most) {
        return NumberOption.within(command.commandLine(), option, given, otherwise, least, most);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(command.commandLine(), message);
    }
}
