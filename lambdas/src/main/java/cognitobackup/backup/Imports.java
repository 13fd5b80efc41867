package cognitobackup.backup;

import cognitobackup.pool.Shard;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The imports into the pools of this Region, and what became of each planned record, as the table keeps them. */
public interface Imports {
    /** Writes an import where there is none with its target and id. Returns whether it did. */
    boolean create(ImportItem item);

    /** Replaces what is stored of an import. */
    void update(ImportItem item);

    Optional<ImportItem> find(String targetUserPoolId, RunId importId);

    /** The newest import into a pool, finished or not. */
    Optional<ImportItem> newest(String targetUserPoolId);

    /** The newest import into a pool that is as wanted, whatever newer ones there are; not those past their time. */
    Optional<ImportItem> newest(String targetUserPoolId, Predicate<ImportItem> wanted);

    /** Writes a result where there is none with its key. Returns whether it did. */
    boolean createResult(RunId importId, ImportResult result);

    /** Writes a result, whatever was there. */
    void putResult(RunId importId, ImportResult result);

    Optional<ImportResult> findResult(RunId importId, ImportResult.Key key);

    /** The results with these keys; those that do not exist are absent from the answer. */
    Map<ImportResult.Key, ImportResult> results(RunId importId, Collection<ImportResult.Key> keys);

    /**
     * At most so many results of a shard, by kind and key; fewer only where there are no more.
     *
     * @param after the key after which to begin
     */
    List<ImportResult> results(RunId importId, Shard shard, Optional<ImportResult.Key> after, int limit);
}
