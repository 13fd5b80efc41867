package cognitobackup.exporter;

import cognitobackup.backup.Backup;
import cognitobackup.backup.StoredRecord;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Goes through the stored records of a kind in a shard. A page of memberships holds all those of its users, so that a
 * sub alone says where to go on: group names stay out of the workflow's state.
 */
final class StoredPages {
    /** More than the hundred groups that a user may be in, so that a page holds at least one user's. */
    private static final int PAGE = 500;

    private final Backup backup;
    private final RecordKind kind;
    private final Shard shard;
    private Optional<String> lastOwner;
    private boolean ended;

    /** @param lastOwner the sub after which to begin */
    StoredPages(Backup backup, RecordKind kind, Shard shard, Optional<String> lastOwner) {
        this.backup = backup;
        this.kind = kind;
        this.shard = shard;
        this.lastOwner = lastOwner;
    }

    boolean ended() {
        return ended;
    }

    /** The owner of the last record of the last page: the sub of a user or membership. */
    Optional<String> lastOwner() {
        return lastOwner;
    }

    /** The next page, maybe empty at the end. */
    List<StoredRecord> next() {
        List<StoredRecord> page = new ArrayList<>(backup.list(kind, shard, lastOwner.map(this::after), PAGE));
        ended = page.size() < PAGE;
        if (kind == RecordKind.MEMBERSHIP && !ended) {
            String last = owner(page.get(page.size() - 1));
            page.removeIf(record -> owner(record).equals(last));
        }
        if (!page.isEmpty()) {
            lastOwner = Optional.of(sortKeyOwner(page.get(page.size() - 1)));
        }
        return page;
    }

    /** All that is left, in one list. */
    List<StoredRecord> rest() {
        List<StoredRecord> all = new ArrayList<>();
        do {
            all.addAll(next());
        } while (!ended);
        return all;
    }

    /** The sort key after everything of this owner: a membership's is {@code <sub>#<group>}, and $ comes after #. */
    private String after(String owner) {
        return kind == RecordKind.MEMBERSHIP ? owner + "$" : owner;
    }

    private static String owner(StoredRecord record) {
        return record.key().owner();
    }

    /** Configuration parts have their part and name in the sort key; those pages never leave an invocation. */
    private String sortKeyOwner(StoredRecord record) {
        return kind == RecordKind.MEMBERSHIP ? owner(record) : record.key().sortKey();
    }
}
