package cognitobackup.importer;

import cognitobackup.pool.RecordKind;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.TreeSet;

/**
 * What a comparison found of one record, as a line of its report.
 *
 * @param sub of a user or member, in the snapshot where it has the record
 * @param username of a user or member, likewise; null where it is not known
 * @param fields the names of what has changed; null where the record is on one side only
 */
@Serdeable
record Difference(
        RecordKind kind,
        Change change,
        @Nullable String sub,
        @Nullable String username,
        @Nullable String groupName,
        @Nullable String part,
        @Nullable String name,
        @Nullable List<String> fields) {
    /** What has become of a record of the snapshot on the other side. */
    enum Change {
        /** The snapshot does not have it. */
        CREATED,
        CHANGED,
        /** Only the snapshot has it. */
        GONE
    }

    static Difference of(ComparedRecord record, Change change) {
        return of(record, change, null);
    }

    /** That it is on both sides, and not the same. */
    static Difference changed(ComparedRecord before, ComparedRecord after) {
        var names = new TreeSet<>(before.fields().keySet());
        names.addAll(after.fields().keySet());
        names.removeIf(name -> before.fields().containsKey(name)
                && before.fields().get(name).equals(after.fields().get(name)));
        return of(before, Change.CHANGED, List.copyOf(names));
    }

    private static Difference of(ComparedRecord record, Change change, @Nullable List<String> fields) {
        return new Difference(
                record.kind(),
                change,
                record.sub(),
                record.username(),
                record.groupName(),
                record.part(),
                record.name(),
                fields);
    }
}
