package cognitobackup.importer;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What planned users have in the target and not in the snapshot.
 *
 * @param attributes attributes, over all users
 * @param memberships memberships, over all users
 * @param links links to identity providers, over all users
 */
@Serdeable
record NotInSnapshot(long attributes, long memberships, long links) {
    static final NotInSnapshot NOTHING = new NotInSnapshot(0, 0, 0);

    NotInSnapshot plus(NotInSnapshot other) {
        return new NotInSnapshot(attributes + other.attributes, memberships + other.memberships, links + other.links);
    }
}
