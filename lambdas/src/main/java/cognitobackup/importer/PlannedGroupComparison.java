package cognitobackup.importer;

import cognitobackup.pool.Group;
import cognitobackup.pool.Restorable;
import io.micronaut.core.annotation.Nullable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares planned groups with the target's, and says what is to be done. */
final class PlannedGroupComparison {
    private final ImportMode mode;
    private final boolean dryRun;
    private final Restorable restorable;
    private final Results.OfUnit results;

    PlannedGroupComparison(ImportRun run, Restorable restorable, Results.OfUnit results) {
        this.mode = run.options().mode();
        this.dryRun = run.options().purpose() == Purpose.DRY_RUN;
        this.restorable = restorable;
        this.results = results;
    }

    /** What is to be done about a group. */
    enum Action {
        NOTHING,
        CREATE,
        SET_BACK
    }

    /** @param actual the group of the target with that name */
    Action action(PlannedGroup planned, Optional<Group> actual) {
        if (actual.isEmpty()) {
            return Action.CREATE;
        }
        return setsBack(planned) && !equal(planned, actual.get()) ? Action.SET_BACK : Action.NOTHING;
    }

    /** Whether a group that differs is set back. */
    boolean setsBack(PlannedGroup planned) {
        // One that is only needed by selected users stays as it is; the mode EMPTY finds none but its own.
        return mode == ImportMode.EMPTY || (mode == ImportMode.OVERWRITE && !planned.needed());
    }

    /** What became of a group, or in a dry run, what would. */
    Result result(PlannedGroup planned, Optional<Group> actual) {
        Action action = action(planned, actual);
        GroupChange change = results.groupChange(planned.name());
        if (action == Action.NOTHING) {
            boolean equal = equal(planned, actual.orElseThrow());
            if (equal && (mode == ImportMode.EMPTY || change != GroupChange.NONE)) {
                return new Result(Outcome.RESTORED, null, null);
            }
            return change == GroupChange.CREATED
                    ? failed(planned, "its properties differ in the target")
                    : new Result(Outcome.SKIPPED, reasonToSkip(planned, equal), null);
        }
        if (dryRun) {
            return new Result(
                    Outcome.RESTORED,
                    null,
                    action == Action.CREATE ? List.of("create") : differing(planned.group(), actual.orElseThrow()));
        }
        return failed(
                planned, actual.map(group -> whyNotSetBack(planned, group)).orElse("is not in the target"));
    }

    private static String whyNotSetBack(PlannedGroup planned, Group actual) {
        return keeps(planned.group().precedence(), actual.precedence())
                        || keeps(planned.group().roleArn(), actual.roleArn())
                ? "has a precedence or a role that Cognito does not take from a group: delete it and start the import again"
                : "its properties differ in the target";
    }

    private static boolean keeps(Optional<?> planned, Optional<?> actual) {
        return planned.isEmpty() && actual.isPresent();
    }

    /** The outcome of a group; the other two as in {@link Finding}. */
    record Result(
            Outcome outcome,
            @Nullable String reason,
            @Nullable List<String> actions) {}

    private static String reasonToSkip(PlannedGroup planned, boolean equal) {
        return equal || planned.needed() ? PlannedUserComparison.THERE_BEFORE : PlannedUserComparison.DIFFERS;
    }

    private Result failed(PlannedGroup planned, String reason) {
        return new Result(Outcome.FAILED, results.groupFailure(planned.name()).orElse(reason), null);
    }

    private boolean equal(PlannedGroup planned, Group actual) {
        return restorable.hash(planned.group()).equals(restorable.hash(actual));
    }

    private static List<String> differing(Group planned, Group actual) {
        List<String> words = new ArrayList<>();
        if (!planned.description().orElse("").equals(actual.description().orElse(""))) {
            words.add("set description");
        }
        addIfDiffers(words, "precedence", planned.precedence(), actual.precedence());
        addIfDiffers(words, "roleArn", planned.roleArn(), actual.roleArn());
        return words;
    }

    private static void addIfDiffers(List<String> words, String name, Optional<?> planned, Optional<?> actual) {
        if (!planned.equals(actual)) {
            words.add((planned.isPresent() ? "set " : "take away, if Cognito does, ") + name);
        }
    }
}
