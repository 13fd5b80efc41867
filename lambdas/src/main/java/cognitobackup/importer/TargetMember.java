package cognitobackup.importer;

import io.micronaut.serde.annotation.Serdeable;

/** That a user of the target, named by its sub there, is in a group. */
@Serdeable
record TargetMember(String sub, String groupName) {}
