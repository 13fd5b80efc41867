package cognitobackup.importer;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be said of a planned record, as a line of the report: that it is not in the target as planned, or was
 * there before; of a dry run also what an import would do.
 *
 * @param kind {@code USER}, {@code GROUP} or {@code MEMBERSHIP}
 * @param outcome what becomes of it; {@code RESTORED} in the report of a dry run, and where there are notes, only
 * @param reason why it is not restored; null where it is
 * @param actions what an import would do, in the words of {@link ToDo#inWords}; null where nothing, and but in a dry run
 * @param notes what a restored user needs, or lacks, all the same; null where nothing
 * @param fields in which attributes the user of the target differs from the planned one, and {@code enabled} where in
 *     that; null where in none, or where nothing was compared
 * @param sub the source's sub of the user or member
 * @param identity the user's identity
 * @param username the user's Username in the source
 * @param groupName the group's name
 */
@Serdeable
record Finding(
        String kind,
        Outcome outcome,
        @Nullable String reason,
        @Nullable List<String> actions,
        @Nullable List<String> notes,
        @Nullable List<String> fields,
        @Nullable String sub,
        @Nullable String identity,
        @Nullable String username,
        @Nullable String groupName) {
    private static final String USER = "USER";

    static Finding user(PlannedUser user, Outcome outcome, @Nullable String reason, @Nullable List<String> actions) {
        return new Finding(
                USER, outcome, reason, actions, null, null, user.sub(), user.identity(), user.username(), null);
    }

    Finding with(List<Note> ofUser) {
        return new Finding(
                kind,
                outcome,
                reason,
                actions,
                ofUser.stream().map(Note::text).toList(),
                fields,
                sub,
                identity,
                username,
                groupName);
    }

    /** The same with what tells the user of the target from the planned one. */
    Finding differingIn(AttributeDiff attributes, boolean enabled) {
        List<String> names = new ArrayList<>(attributes.wanted());
        names.addAll(attributes.extra());
        if (enabled) {
            names.add("enabled");
        }
        return new Finding(
                kind,
                outcome,
                reason,
                actions,
                notes,
                names.isEmpty() ? null : names.stream().sorted().toList(),
                sub,
                identity,
                username,
                groupName);
    }

    boolean ofUser() {
        return kind.equals(USER);
    }

    static Finding membership(PlannedUser user, String groupName, Outcome outcome, String reason) {
        return new Finding(
                "MEMBERSHIP",
                outcome,
                reason,
                null,
                null,
                null,
                user.sub(),
                user.identity(),
                user.username(),
                groupName);
    }

    static Finding strayMembership(String sub, String groupName) {
        return new Finding(
                "MEMBERSHIP",
                Outcome.FAILED,
                "the snapshot has no such user",
                null,
                null,
                null,
                sub,
                null,
                null,
                groupName);
    }

    static Finding group(String groupName, Outcome outcome, @Nullable String reason, @Nullable List<String> actions) {
        return new Finding("GROUP", outcome, reason, actions, null, null, null, null, null, groupName);
    }
}
