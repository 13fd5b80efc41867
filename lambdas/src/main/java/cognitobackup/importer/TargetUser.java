package cognitobackup.importer;

import io.micronaut.serde.annotation.Serdeable;

/**
 * A user of the target as a round found it.
 *
 * @param restorable the restorable hash of the user as if it were enabled: whether it is, is compared by itself, since
 *     it is set by itself
 */
@Serdeable
record TargetUser(String identity, String sub, String username, boolean enabled, String status, String restorable) {}
