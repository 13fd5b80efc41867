package cognitobackup.exporter;

import cognitobackup.backup.SeenParts.Seen;
import cognitobackup.pool.ContentHash;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The users whom the listing of this run has shown and stored, so that whoever comes by another listing need not be read
 * again. What was seen is read once as many users have been asked about as that costs: a small pool's never is.
 */
final class ListedUsers {
    /** Entries of 32 bytes in a read unit of 4 KB. */
    private static final int ENTRIES_PER_READ_UNIT = 128;

    /** Sixteen queries, one for each shard, for fewer users than these would not be worth the time. */
    private static final int AT_LEAST = 48;

    /** More do not fit in a function's memory beside the rest: about 60 bytes each. */
    private static final long MOST = 2_000_000;

    private final ExportStep step;
    private final Map<Shard, Seen> seen = new HashMap<>();
    private long asked;

    ListedUsers(ExportStep step) {
        this.step = step;
    }

    /**
     * Of these users, those who are not known to be stored by this run in this very state.
     *
     * @param users whom the caller would store otherwise
     */
    List<User> unknown(List<User> users) {
        if (seen.isEmpty()) {
            asked += users.size();
            if (asked <= AT_LEAST || !worthReading()) {
                return users;
            }
            Shard.all().forEach(shard -> seen.put(shard, step.seenSoFar(RecordKind.USER, shard)));
        }
        return users.stream().filter(user -> !isStored(user)).toList();
    }

    private boolean isStored(User user) {
        return seen.get(user.key().shard()).contains(user.key(), ContentHash.of(user));
    }

    private boolean worthReading() {
        long users = step.pool().estimatedUsers();
        return users <= MOST && asked > Shard.all().size() + users / ENTRIES_PER_READ_UNIT;
    }
}
