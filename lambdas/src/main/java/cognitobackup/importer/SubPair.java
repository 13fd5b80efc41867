package cognitobackup.importer;

import io.micronaut.serde.annotation.Serdeable;

/** A user's subs in the source and in the target. */
@Serdeable
record SubPair(String oldSub, String newSub, String identity) {}
