package cognitobackup.importer;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;

/**
 * A planned record that is not in the target as planned, as a line of the report.
 *
 * @param kind {@code USER}, {@code GROUP} or {@code MEMBERSHIP}
 * @param outcome {@code FAILED} or {@code SKIPPED}
 * @param reason why
 * @param sub the source's sub of the user or member
 * @param identity the user's identity
 * @param username the user's Username in the source
 * @param groupName the group's name
 */
@Serdeable
record Finding(
        String kind,
        Outcome outcome,
        String reason,
        @Nullable String sub,
        @Nullable String identity,
        @Nullable String username,
        @Nullable String groupName) {
    static Finding user(PlannedUser user, Outcome outcome, String reason) {
        return new Finding("USER", outcome, reason, user.sub(), user.identity(), user.username(), null);
    }

    static Finding membership(PlannedUser user, String groupName, Outcome outcome, String reason) {
        return new Finding("MEMBERSHIP", outcome, reason, user.sub(), user.identity(), user.username(), groupName);
    }

    static Finding strayMembership(String sub, String groupName) {
        return new Finding("MEMBERSHIP", Outcome.FAILED, "the snapshot has no such user", sub, null, null, groupName);
    }

    static Finding group(String groupName, Outcome outcome, String reason) {
        return new Finding("GROUP", outcome, reason, null, null, null, groupName);
    }
}
