package cognitobackup.exporter;

import cognitobackup.backup.Backup;
import cognitobackup.backup.Backups;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.Manifest.Changes;
import cognitobackup.backup.Manifest.Sum;
import cognitobackup.backup.Run;
import cognitobackup.backup.RunLock;
import cognitobackup.metrics.Metric;
import cognitobackup.metrics.Metrics;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Completes an export: what is stored must be what was seen, in every unit; then the manifest is written, last of all. */
@Singleton
final class CompleteExport {
    private static final Logger LOG = LoggerFactory.getLogger(CompleteExport.class);
    private static final List<RecordKind> COUNTED = List.of(RecordKind.USER, RecordKind.GROUP, RecordKind.MEMBERSHIP);

    private final Backups backups;
    private final RunLock lock;
    private final Clock clock;
    private final Metrics metrics;

    CompleteExport(Backups backups, RunLock lock, Clock clock, Metrics metrics) {
        this.backups = backups;
        this.lock = lock;
        this.clock = clock;
        this.metrics = metrics;
    }

    /**
     * What an execution of the workflow puts out.
     *
     * @param outcome always {@code COMPLETED}
     * @param exportId the export's id
     * @param users in the snapshot
     * @param groups in the snapshot
     * @param memberships in the snapshot
     * @param created users, groups and memberships that the snapshot before did not have
     * @param updated those that it had in another state
     * @param deleted those that it had and that are gone
     * @param missedByListing records that a listing left out and that are there
     * @param apiCalls requests sent to Cognito
     * @param seconds from the start of the export
     * @param findings how many records were left out or are doubtful, by what about them is odd; absent where none is
     */
    @Serdeable
    public record Summary(
            String outcome,
            String exportId,
            long users,
            long groups,
            long memberships,
            long created,
            long updated,
            long deleted,
            long missedByListing,
            long apiCalls,
            double seconds,
            @Nullable Map<String, Long> findings) {}

    /** @param allowedDeletions how many deletions the guard let through because the input allowed them, if it did */
    Summary complete(Run run, List<Progress> workers, List<Progress> units, Optional<Long> allowedDeletions) {
        lock.check(run);
        Map<Shard, Progress> byShard = byShard(units);
        List<Progress> all = Stream.concat(workers.stream(), units.stream()).toList();
        var manifest = new Manifest(
                run.userPoolId(),
                run.id(),
                all.stream()
                        .map(Progress::readUntil)
                        .filter(Objects::nonNull)
                        .max(Instant::compareTo)
                        .orElseThrow(),
                sums(byShard),
                changes(byShard),
                missedByListing(workers, units),
                Optional.empty(),
                allowedDeletions,
                Progress.listedWhole(workers));
        Backup backup = backups.of(run.userPoolId());
        backup.complete(run, manifest);
        Summary summary = summary(manifest, all);
        LOG.atInfo()
                .addKeyValue("exportId", summary.exportId())
                .addKeyValue("users", summary.users())
                .addKeyValue("groups", summary.groups())
                .addKeyValue("memberships", summary.memberships())
                .addKeyValue("created", summary.created())
                .addKeyValue("updated", summary.updated())
                .addKeyValue("deleted", summary.deleted())
                .log("export completed");
        measure(run.userPoolId(), summary);
        return summary;
    }

    private void measure(String userPoolId, Summary summary) {
        metrics.add(Metric.EXPORTS_COMPLETED, userPoolId, 1);
        metrics.add(Metric.USERS, userPoolId, summary.users());
        metrics.add(Metric.GROUPS, userPoolId, summary.groups());
        metrics.add(Metric.MEMBERSHIPS, userPoolId, summary.memberships());
        metrics.add(Metric.RECORDS_CREATED, userPoolId, summary.created());
        metrics.add(Metric.RECORDS_UPDATED, userPoolId, summary.updated());
        metrics.add(Metric.RECORDS_DELETED, userPoolId, summary.deleted());
        metrics.add(Metric.RECORDS_MISSED_BY_LISTING, userPoolId, summary.missedByListing());
        metrics.add(Metric.EXPORT_DURATION, userPoolId, summary.seconds());
    }

    private static Map<Shard, Progress> byShard(List<Progress> units) {
        Map<Shard, Progress> byShard = new LinkedHashMap<>();
        units.forEach(unit -> byShard.put(new Shard(Objects.requireNonNull(unit.unit(), "unit")), unit));
        if (!byShard.keySet().containsAll(Shard.units())) {
            throw new UnreconciledException("Not every unit was reconciled.");
        }
        return byShard;
    }

    private static Map<RecordKind, Map<Shard, Sum>> sums(Map<Shard, Progress> byShard) {
        Map<RecordKind, Map<Shard, Sum>> sums = new EnumMap<>(RecordKind.class);
        List<String> differing = new ArrayList<>();
        byShard.forEach((shard, unit) -> RecordKind.of(shard).forEach(kind -> {
            UnitSum sum = Optional.ofNullable(unit.sums().get(kind.name()))
                    .orElseThrow(() -> new UnreconciledException("Unit " + shard + " has no sum of " + kind + "."));
            if (!sum.storedSum().equals(sum.seenSum())) {
                differing.add(kind + " in shard " + shard + ": " + sum.stored() + " stored, " + sum.seen() + " seen");
            }
            sums.computeIfAbsent(kind, key -> new LinkedHashMap<>()).put(shard, sum.storedSum());
        }));
        if (!differing.isEmpty()) {
            throw new UnreconciledException("What is stored is not what was seen, so the export is not complete: "
                    + String.join("; ", differing) + ".");
        }
        return sums;
    }

    private static Map<RecordKind, Changes> changes(Map<Shard, Progress> byShard) {
        Map<RecordKind, Changes> changes = new EnumMap<>(RecordKind.class);
        byShard.values().forEach(unit -> unit.sums()
                .forEach((kind, sum) -> changes.merge(RecordKind.valueOf(kind), sum.changes(), Changes::plus)));
        return changes;
    }

    /** Suspects that were not gone after all. */
    private static long missedByListing(List<Progress> workers, List<Progress> units) {
        long suspects = workers.stream()
                .flatMap(worker -> worker.suspects().values().stream())
                .mapToLong(Long::longValue)
                .sum();
        long gone = units.stream()
                .flatMap(unit -> COUNTED.stream().map(kind -> unit.gone().getOrDefault(kind.name(), 0L)))
                .mapToLong(Long::longValue)
                .sum();
        return Math.max(0, suspects - gone);
    }

    private Summary summary(Manifest manifest, List<Progress> all) {
        Changes changes = COUNTED.stream()
                .map(kind -> manifest.changes().getOrDefault(kind, Changes.ZERO))
                .reduce(Changes.ZERO, Changes::plus);
        return new Summary(
                "COMPLETED",
                manifest.exportId().value(),
                manifest.count(RecordKind.USER),
                manifest.count(RecordKind.GROUP),
                manifest.count(RecordKind.MEMBERSHIP),
                changes.created(),
                changes.updated(),
                changes.deleted(),
                manifest.missedByListing(),
                all.stream().mapToLong(Progress::apiCalls).sum(),
                Duration.between(manifest.exportId().instant(), clock.instant()).toMillis() / 1000.0,
                findings(all));
    }

    private static @Nullable Map<String, Long> findings(List<Progress> all) {
        Map<String, Long> findings = new TreeMap<>();
        all.forEach(worker -> worker.findings().forEach((kind, count) -> findings.merge(kind, count, Long::sum)));
        return findings.isEmpty() ? null : findings;
    }

    /** What is stored is not what the workers saw; the last complete snapshot stays the newest. */
    static final class UnreconciledException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreconciledException(String message) {
            super(message);
        }
    }
}
