package cognitobackup.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Says what a planned user's status in the backup and its way into the target come to, and what is to be done then. The
 * one place for it; docs/user-status.md shows the same.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html">Signing up
 *     and confirming user accounts</a>
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool.html">
 *     Importing users into user pools from a CSV file</a>
 */
final class StatusTable {
    /** A user who has a password, or needs none. */
    static final String CONFIRMED = "CONFIRMED";

    /** From it a user can neither sign in nor ask for a new password, so whoever is in it is not finished. */
    static final String FORCE_CHANGE_PASSWORD = "FORCE_CHANGE_PASSWORD";

    /** An import job or an administrator took the password away; the user chooses another by a code. */
    static final String RESET_REQUIRED = "RESET_REQUIRED";

    /** Somebody who has signed up and proved nothing yet. */
    static final String UNCONFIRMED = "UNCONFIRMED";

    /** An identity provider's user. */
    static final String EXTERNAL_PROVIDER = "EXTERNAL_PROVIDER";

    /** The statuses that AWS has stopped using, and those that it may add: they come back like any other user. */
    static final String ANY_OTHER = "any other";

    private static final Set<NextStep> BY_PASSWORD =
            Set.of(NextStep.CHOOSE_PASSWORD, NextStep.ASK_HELP_DESK, NextStep.STAYS_DISABLED);

    private static final List<Row> ROWS = rowsOfTable();

    private StatusTable() {}

    /**
     * A line of the table.
     *
     * @param sourceStatus in the backup, or {@link #ANY_OTHER}
     * @param targetStatuses which it may have in the target; empty where the user is not there, or has whichever it had
     * @param next which next steps there may be
     */
    record Row(String sourceStatus, Route route, List<String> targetStatuses, Set<NextStep> next, String why) {
        /** Whether the line has room for what became of a user. */
        boolean allows(Fate fate) {
            boolean status = targetStatuses.isEmpty()
                    ? (route == Route.THERE_BEFORE) == (fate.targetStatus() != null)
                    : targetStatuses.contains(fate.targetStatus());
            return status && next.contains(fate.next());
        }
    }

    static List<Row> rows() {
        return ROWS;
    }

    /** Whether a line of the table has room for what became of a user, or whether the user is not finished. */
    static boolean allows(Fate fate) {
        boolean known = ROWS.stream().anyMatch(row -> row.sourceStatus().equals(fate.sourceStatus()));
        String status = known ? fate.sourceStatus() : ANY_OTHER;
        return unfinished(fate)
                || ROWS.stream()
                        .anyMatch(row ->
                                row.sourceStatus().equals(status) && row.route() == fate.route() && row.allows(fate));
    }

    private static boolean unfinished(Fate fate) {
        return FORCE_CHANGE_PASSWORD.equals(fate.targetStatus()) && fate.next() == NextStep.CANNOT_SIGN_IN;
    }

    /** A user whom an identity provider brings back. */
    static Fate provider(PlannedUser user) {
        return new Fate(user.status(), Route.PROVIDER, null, NextStep.SIGN_IN_WITH_PROVIDER);
    }

    /** A user who is not in the target. */
    static Fate none(PlannedUser user) {
        return new Fate(user.status(), Route.NONE, null, NextStep.CANNOT_SIGN_IN);
    }

    /**
     * A user who is in the target.
     *
     * @param reached whether a code for a new password can be sent to the user
     */
    static Fate there(PlannedUser user, Route route, TargetUser target, boolean reached) {
        return fate(user, route, target.status(), target.enabled(), reached);
    }

    /**
     * A user that an import will make.
     *
     * @param reached whether a code for a new password can be sent to the user then
     */
    static Fate announced(PlannedUser user, Route route, boolean reached) {
        return fate(user, route, route == Route.CSV ? RESET_REQUIRED : CONFIRMED, user.enabled(), reached);
    }

    private static Fate fate(PlannedUser user, Route route, String status, boolean enabled, boolean reached) {
        return new Fate(user.status(), route, status, next(route, status, enabled, reached));
    }

    private static NextStep next(Route route, String status, boolean enabled, boolean reached) {
        if (route != Route.THERE_BEFORE && status.equals(FORCE_CHANGE_PASSWORD)) {
            return NextStep.CANNOT_SIGN_IN;
        }
        if (!enabled) {
            return NextStep.STAYS_DISABLED;
        }
        if (route == Route.THERE_BEFORE) {
            return NextStep.NOTHING;
        }
        if (route == Route.CSV && status.equals(CONFIRMED)) {
            return NextStep.SIGN_IN_WITH_CODE;
        }
        return reached ? NextStep.CHOOSE_PASSWORD : NextStep.ASK_HELP_DESK;
    }

    private static List<Row> rowsOfTable() {
        List<Row> rows = new ArrayList<>();
        addLocal(
                rows,
                CONFIRMED,
                "Cognito shows nobody a password. The user gets a random one that nobody knows.",
                "Cognito shows nobody a password, and a job sets none.");
        addLocal(
                rows,
                UNCONFIRMED,
                "Only signing up makes an UNCONFIRMED user, and it sends a message. So the user is CONFIRMED without having"
                        + " proved an address: see below.",
                "A job carries only users with a verified address, which an UNCONFIRMED user has where somebody else"
                        + " verified it. Choosing a password by code proves it.");
        addLocal(
                rows,
                RESET_REQUIRED,
                "The user had to choose a new password anyway. Resetting it by AdminResetUserPassword would send a"
                        + " message.",
                "The user had to choose a new password anyway.");
        addLocal(
                rows,
                FORCE_CHANGE_PASSWORD,
                "The invitation's temporary password is lost, and another invitation would be a message. From"
                        + " FORCE_CHANGE_PASSWORD no code can be asked for, so the user gets a random password.",
                "The invitation's temporary password is lost, and another invitation would be a message.");
        addCommon(rows, EXTERNAL_PROVIDER);
        addLocal(
                rows,
                ANY_OTHER,
                "ARCHIVED, COMPROMISED and UNKNOWN, which AWS has stopped using, and what AWS may add, come back like"
                        + " CONFIRMED.",
                "The same.");
        return List.copyOf(rows);
    }

    private static void addLocal(List<Row> rows, String status, String whyByApi, String whyByCsv) {
        rows.add(new Row(status, Route.API, List.of(CONFIRMED), BY_PASSWORD, whyByApi));
        rows.add(new Row(status, Route.CSV, List.of(RESET_REQUIRED), BY_PASSWORD, whyByCsv));
        rows.add(new Row(
                status,
                Route.CSV,
                List.of(CONFIRMED),
                Set.of(NextStep.SIGN_IN_WITH_CODE, NextStep.STAYS_DISABLED),
                "The target lets the user sign in without a password, or the person has chosen one since."));
        addCommon(rows, status);
    }

    private static void addCommon(List<Row> rows, String status) {
        rows.add(new Row(
                status,
                Route.THERE_BEFORE,
                List.of(),
                Set.of(NextStep.NOTHING, NextStep.STAYS_DISABLED),
                "No import touches the status or the password of a user that it did not make."));
        rows.add(new Row(
                status,
                Route.PROVIDER,
                List.of(),
                Set.of(NextStep.SIGN_IN_WITH_PROVIDER),
                status.equals(EXTERNAL_PROVIDER)
                        ? "No administrator can make the profile: only a sign-in through the provider does, and the user"
                                + " is EXTERNAL_PROVIDER then."
                        : "A provider's profile for which somebody has set a password; its name shows whose it is. Only a"
                                + " sign-in through the provider makes it."));
        rows.add(new Row(
                status,
                Route.NONE,
                List.of(),
                Set.of(NextStep.CANNOT_SIGN_IN),
                "A rule or Cognito stood against it, or somebody else has the name: the findings say which."));
    }

    /** The table as docs/user-status.md shows it. */
    static String inMarkdown() {
        var table = new StringBuilder("""
                | in the backup | route | in the target | what next | why |
                | --- | --- | --- | --- | --- |
                """);
        for (Row row : ROWS) {
            String target = !row.targetStatuses().isEmpty()
                    ? String.join(", ", row.targetStatuses())
                    : row.route() == Route.THERE_BEFORE ? "as it was" : "not there";
            String next = String.join(
                    ", ",
                    row.next().stream().sorted().map(step -> "`" + step + "`").toList());
            table.append("| %s | `%s` | %s | %s | %s |\n"
                    .formatted(row.sourceStatus(), row.route(), target, next, row.why()));
        }
        return table.toString();
    }
}
