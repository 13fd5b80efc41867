package cognitobackup.importer;

import cognitobackup.pool.RecordKind;
import io.micronaut.serde.annotation.Serdeable;

/** How many records a comparison found to differ, by kind. */
@Serdeable
record DifferenceCounts(Numbers users, Numbers groups, Numbers memberships, Numbers configuration) {
    static final DifferenceCounts NONE = new DifferenceCounts(Numbers.NONE, Numbers.NONE, Numbers.NONE, Numbers.NONE);

    /**
     * Of one kind.
     *
     * @param created the snapshot does not have them
     * @param changed both sides have them, and they are not the same
     * @param gone only the snapshot has them
     */
    @Serdeable
    record Numbers(long created, long changed, long gone) {
        static final Numbers NONE = new Numbers(0, 0, 0);

        Numbers plus(Numbers other) {
            return new Numbers(created + other.created, changed + other.changed, gone + other.gone);
        }
    }

    static DifferenceCounts of(RecordKind kind, Numbers numbers) {
        return new DifferenceCounts(
                kind == RecordKind.USER ? numbers : Numbers.NONE,
                kind == RecordKind.GROUP ? numbers : Numbers.NONE,
                kind == RecordKind.MEMBERSHIP ? numbers : Numbers.NONE,
                kind == RecordKind.CONFIGURATION ? numbers : Numbers.NONE);
    }

    DifferenceCounts plus(DifferenceCounts other) {
        return new DifferenceCounts(
                users.plus(other.users),
                groups.plus(other.groups),
                memberships.plus(other.memberships),
                configuration.plus(other.configuration));
    }
}
