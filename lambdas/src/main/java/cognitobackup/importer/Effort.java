package cognitobackup.importer;

import io.micronaut.serde.annotation.Serdeable;

/**
 * How much there is to do for an import, as a comparison of plan and target finds it.
 *
 * @param creations users to create
 * @param updates users to change, those to create among them where they have more than attributes
 * @param changes calls that change a user
 * @param groups groups to create or to set back
 * @param users users of the target
 * @param lists groups whose members are listed
 * @param imports users that import jobs are to create; not among those to create
 */
@Serdeable
record Effort(long creations, long updates, long changes, long groups, long users, long lists, long imports) {
    static final Effort NONE = new Effort(0, 0, 0, 0, 0, 0, 0);

    /**
     * @param byJob whether an import job creates the user
     * @param changes what is to be changed once the user is there
     */
    static Effort creation(boolean byJob, long changes) {
        return new Effort(byJob ? 0 : 1, changes > 0 ? 1 : 0, changes, 0, 0, 0, byJob ? 1 : 0);
    }

    static Effort update(long changes) {
        return new Effort(0, changes > 0 ? 1 : 0, changes, 0, 0, 0, 0);
    }

    Effort plus(Effort other) {
        return new Effort(
                creations + other.creations,
                updates + other.updates,
                changes + other.changes,
                groups + other.groups,
                users + other.users,
                lists + other.lists,
                imports + other.imports);
    }
}
