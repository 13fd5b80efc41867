package cognitobackup.watch;

import cognitobackup.backup.Backup;
import cognitobackup.backup.Backups;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.RunId;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionSettings;
import cognitobackup.metrics.Metric;
import cognitobackup.metrics.Metrics;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how old the backups of this Region are, and how much was given up. A pool of which something cannot be said
 * has no value then, and the alarms take that for trouble.
 *
 * <p>What it reads is bounded: the manifests each time, and the records of an export only while it is not known whether
 * that export is whole here, unit by unit until the deadline; the next invocation goes on. Nothing is written to the
 * table.
 */
@Singleton
class WatchBackups {
    private static final Logger LOG = LoggerFactory.getLogger(WatchBackups.class);

    private final Backups backups;
    private final Verdicts verdicts;
    private final DeadLetterQueues queues;
    private final Metrics metrics;
    private final FunctionSettings settings;
    private final Clock clock;

    WatchBackups(
            Backups backups,
            Verdicts verdicts,
            DeadLetterQueues queues,
            Metrics metrics,
            FunctionSettings settings,
            Clock clock) {
        this.backups = backups;
        this.verdicts = verdicts;
        this.queues = queues;
        this.metrics = metrics;
        this.settings = settings;
        this.clock = clock;
    }

    void watch(Deadline deadline) {
        queues.depths().forEach((queue, depth) -> metrics.add(Metric.DEAD_LETTERS, queue, depth));
        Optional<RuntimeException> failure = Optional.empty();
        for (String userPoolId : userPoolIds()) {
            try {
                watch(userPoolId, deadline);
            } catch (RuntimeException e) {
                // The others are worth measuring all the same.
                LOG.atError()
                        .addKeyValue("userPoolId", userPoolId)
                        .addKeyValue("failure", e.getClass().getName())
                        .log("the backup of a pool could not be looked at");
                failure = failure.or(() -> Optional.of(e));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /** Those that are backed up here, and those whose backups are replicated to here. */
    private Set<String> userPoolIds() {
        Set<String> ids = new TreeSet<>(settings.userPoolIds());
        ids.addAll(settings.sourceUserPoolIds());
        return ids;
    }

    private void watch(String userPoolId, Deadline deadline) {
        Backup backup = backups.of(userPoolId);
        List<Manifest> manifests = backup.manifests();
        manifests.stream()
                .findFirst()
                .ifPresent(newest -> measureAge(Metric.NEWEST_EXPORT_AGE, userPoolId, newest.exportId()));
        Verdict before = verdicts.of(userPoolId);
        Verdict verdict = before.amended(manifests);
        for (Shard unit : verdict.openUnits()) {
            if (!deadline.passed()) {
                verdict = verdict.with(unit, wholeIn(backup, unit, manifests, verdict));
            }
        }
        if (!verdict.equals(before)) {
            verdicts.keep(userPoolId, verdict);
        }
        LOG.atInfo()
                .addKeyValue("userPoolId", userPoolId)
                .addKeyValue("newestWhole", verdict.whole())
                .addKeyValue("open", verdict.open())
                .log("looked at the backup of a pool");
        verdict.newestWhole().ifPresent(id -> measureAge(Metric.NEWEST_WHOLE_EXPORT_AGE, userPoolId, id));
    }

    /** In which of the exports that are open in this unit it is whole; all of them are found out in one reading. */
    private static List<RunId> wholeIn(Backup backup, Shard unit, List<Manifest> manifests, Verdict verdict) {
        List<Manifest> open = manifests.stream()
                .filter(manifest -> verdict.open(unit, manifest.exportId()))
                .toList();
        if (open.isEmpty()) {
            return List.of();
        }
        Map<RunId, List<RecordKind>> differing = backup.differing(unit, open);
        return open.stream()
                .map(Manifest::exportId)
                .filter(id -> differing.get(id).isEmpty())
                .toList();
    }

    private void measureAge(Metric metric, String userPoolId, RunId exportId) {
        metrics.add(
                metric,
                userPoolId,
                Duration.between(exportId.instant(), clock.instant()).toMillis() / 1000.0);
    }
}
