package cognitobackup.importer;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;

/**
 * What became of a planned user.
 *
 * @param sourceStatus the user's status in the backup, in Cognito's words
 * @param route how the user came to be in the target
 * @param targetStatus the user's status in the target; null where the user is not there; in a dry run the one that the
 *     user will have
 * @param next what the person has to do
 */
@Serdeable
record Fate(String sourceStatus, Route route, @Nullable String targetStatus, NextStep next) {}
