package cognitobackup.importer;

import cognitobackup.pool.Group;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Optional;

/**
 * A group of the snapshot, as a line of the plan.
 *
 * @param needed whether it is planned only since selected users are in it: created where it is absent, and left as it is
 *     where it is there
 */
@Serdeable
record PlannedGroup(
        String name,
        @Nullable String description,
        @Nullable Integer precedence,
        @Nullable String roleArn,
        boolean needed) {
    static PlannedGroup of(Group group, boolean needed) {
        return new PlannedGroup(
                group.name(),
                group.description().orElse(null),
                group.precedence().orElse(null),
                group.roleArn().orElse(null),
                needed);
    }

    Group group() {
        return new Group(
                name, Optional.ofNullable(description), Optional.ofNullable(precedence), Optional.ofNullable(roleArn));
    }

    /** Whether Cognito made the group itself for an identity provider: such a name begins with its pool's id. */
    static boolean madeByCognito(String groupName, String userPoolId) {
        return groupName.startsWith(userPoolId + "_");
    }
}
