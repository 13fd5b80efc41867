package cognitobackup.importer;

import cognitobackup.backup.Backups;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.Manifest.Changes;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Lists the newest complete exports of a pool, and says of each whether it is whole in this Region. */
@Singleton
class ListExports {
    static final String OUTCOME = "LISTED";

    private static final List<RecordKind> COUNTED = List.of(RecordKind.USER, RecordKind.GROUP, RecordKind.MEMBERSHIP);

    private final Backups backups;
    private final ImportAccess access;
    private final Reports reports;

    ListExports(Backups backups, ImportAccess access, Reports reports) {
        this.backups = backups;
        this.access = access;
        this.reports = reports;
    }

    /**
     * A complete export.
     *
     * @param created users, groups and memberships that the snapshot before did not have
     * @param updated those that it had in another state
     * @param deleted those that it had and that are gone
     * @param missedByListing records that a listing left out and that were there
     * @param expiresAt when it may be forgotten; null on the newest
     * @param whole whether everything that its manifest counts is in the table of this Region
     * @param differing what is not, such as {@code USER a}; null where it is whole
     */
    @Serdeable
    record Listed(
            String exportId,
            String readUntil,
            long users,
            long groups,
            long memberships,
            long created,
            long updated,
            long deleted,
            long missedByListing,
            @Nullable String expiresAt,
            boolean whole,
            @Nullable List<String> differing) {}

    /** The report. */
    @Serdeable
    record Report(int formatVersion, String outcome, String importId, String userPoolId, List<Listed> exports) {}

    /** @param looked what each unit is like in which exports */
    List<Listed> list(ImportRun run, List<FindWholeExports.Looked> looked) {
        access.checkLocks(run);
        List<Listed> exports = backups.of(run.sourceUserPoolId()).manifests().stream()
                // One that has completed since has not been looked at.
                .filter(manifest -> looked.stream().allMatch(unit -> unit.at(manifest.exportId())))
                .limit(FindWholeExports.MOST_EXPORTS)
                .map(manifest -> listed(manifest, looked))
                .toList();
        reports.write(
                ImportFiles.report(run),
                new Report(1, OUTCOME, run.importId().value(), run.sourceUserPoolId(), exports));
        return exports;
    }

    private static Listed listed(Manifest manifest, List<FindWholeExports.Looked> looked) {
        List<String> differing = looked.stream()
                .flatMap(unit -> unit.differingIn(manifest.exportId()).stream()
                        .map(kind -> Differing.text(kind, new Shard(unit.shard()))))
                .toList();
        Changes changes = COUNTED.stream()
                .map(kind -> manifest.changes().getOrDefault(kind, Changes.ZERO))
                .reduce(Changes.ZERO, Changes::plus);
        return new Listed(
                manifest.exportId().value(),
                manifest.readUntil().toString(),
                manifest.count(RecordKind.USER),
                manifest.count(RecordKind.GROUP),
                manifest.count(RecordKind.MEMBERSHIP),
                changes.created(),
                changes.updated(),
                changes.deleted(),
                manifest.missedByListing(),
                manifest.expiresAt().map(Instant::toString).orElse(null),
                differing.isEmpty(),
                differing.isEmpty() ? null : differing);
    }
}
