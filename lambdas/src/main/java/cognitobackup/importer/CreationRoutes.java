package cognitobackup.importer;

import cognitobackup.pool.Identity;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.Restorable;
import java.util.Map;
import java.util.Optional;

/**
 * By which route a user whom the target lacks is created. The files of import jobs are written by the first comparison of
 * a run; whoever is missing after the jobs goes through AdminCreateUser, unless the input wants jobs alone.
 */
final class CreationRoutes {
    static final String NOT_IMPORTED = "no import job imported the user";

    private final ImportMethod method;
    private final boolean firstRound;
    private final PoolSettings settings;
    private final Restorable restorable;
    private final OriginalSub originalSub;
    private final Optional<CsvRules> rules;
    private final boolean aliasesOfOthers;

    /** @param rules empty where no import job can be made for the target */
    CreationRoutes(
            ImportRun run,
            int round,
            PoolSettings settings,
            Restorable restorable,
            OriginalSub originalSub,
            Optional<CsvRules> rules) {
        this.method = run.options().method();
        this.firstRound = round == 0;
        this.settings = settings;
        this.restorable = restorable;
        this.originalSub = originalSub;
        this.rules = rules;
        this.aliasesOfOthers = run.options().mode() != ImportMode.EMPTY;
    }

    /** Whether anybody may go through import jobs: only then is their header asked for. */
    static boolean jobs(ImportOptions options) {
        return switch (options.method()) {
            case AUTO -> !options.selective();
            case CSV -> true;
            case API -> false;
        };
    }

    /**
     * How one user is created.
     *
     * @param row its row where an import job creates it
     * @param failure why no route is open to it, without anything of the user
     */
    record Decision(Optional<CsvRow> row, Optional<String> failure) {
        static final Decision API = new Decision(Optional.empty(), Optional.empty());

        Route route() {
            return row.isPresent() ? Route.CSV : failure.isPresent() ? Route.NONE : Route.API;
        }
    }

    Decision decide(PlannedUser user) {
        if (method != ImportMethod.CSV) {
            return firstRound && !hasFactorsToSet(user)
                    ? new Decision(judge(user).row(), Optional.empty())
                    : Decision.API;
        }
        CsvRules.Ruling ruling = judge(user);
        if (ruling.refusal().isPresent()) {
            return new Decision(Optional.empty(), ruling.refusal());
        }
        return firstRound
                ? new Decision(ruling.row(), Optional.empty())
                : new Decision(Optional.empty(), Optional.of(NOT_IMPORTED));
    }

    /** Second factors can be switched on for no user who has to choose a password first. */
    private boolean hasFactorsToSet(PlannedUser user) {
        MfaPreference planned = user.mfaPreference();
        return !settings.mfa().equals("OFF") && (planned.has(MfaPreference.SMS) || planned.has(MfaPreference.EMAIL));
    }

    private CsvRules.Ruling judge(PlannedUser user) {
        if (rules.isEmpty()) {
            return new CsvRules.Ruling(Optional.empty(), Optional.of("no import job can be made for the target"));
        }
        Map<String, String> attributes = restorable.attributes(user.user());
        if (aliasesOfOthers && hasAlias(attributes)) {
            return new CsvRules.Ruling(
                    Optional.empty(), Optional.of("an import job might take an alias from another user"));
        }
        return rules.get().judge(username(user), attributes, originalSub.keep(user.sub(), Map.of()));
    }

    /** What the target is given as Username. */
    String username(PlannedUser user) {
        return Identity.asWritten(user.user(), settings).orElseThrow();
    }

    /** What a user is created with, by whatever route. */
    Map<String, String> attributes(PlannedUser user) {
        return originalSub.keep(user.sub(), restorable.attributes(user.user()));
    }

    /** AdminCreateUser refuses an alias that another user of the target has; what a job does is not documented. */
    private boolean hasAlias(Map<String, String> attributes) {
        return settings.aliasAttributes().stream().anyMatch(name -> AttributeOwners.alias(name, attributes));
    }
}
