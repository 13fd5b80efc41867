package cognitobackup.importer;

import cognitobackup.backup.Backup;
import cognitobackup.backup.Backups;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.RunId;
import cognitobackup.cognito.UserPool;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionSettings;
import cognitobackup.function.RefusedException;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.Shard;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads a share of a snapshot, makes sure that it is whole, and writes down what the run needs of it: the plan of an
 * import, or one side of a comparison.
 */
@Singleton
class VerifySnapshot {
    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(10);

    private final Backups backups;
    private final ImportAccess access;
    private final PlanReader plans;
    private final JsonLines lines;
    private final Results results;
    private final Clock clock;
    private final Pause pause;
    private final Duration patience;

    VerifySnapshot(
            Backups backups,
            ImportAccess access,
            PlanReader plans,
            JsonLines lines,
            Results results,
            Clock clock,
            Pause pause,
            FunctionSettings settings) {
        this.backups = backups;
        this.access = access;
        this.plans = plans;
        this.lines = lines;
        this.results = results;
        this.clock = clock;
        this.pause = pause;
        this.patience = settings.snapshotPatience();
    }

    /**
     * What is read.
     *
     * @param shards the shards of a unit of the import's division that are needed, by sub
     * @param other whether they are of the snapshot that another one is compared with
     */
    @Serdeable
    record Work(List<String> shards, boolean other) {}

    /**
     * How far a unit is.
     *
     * @param done whether the unit is written down, or was given up as not whole
     * @param differingSince when the unit was first found not to be whole; null before
     * @param users how many users are planned of it
     * @param memberships how many memberships are planned of it
     * @param groups how many groups are planned of it
     * @param customAttributes which custom attributes its planned users have
     * @param refusedAttributes of which attributes its planned users have values that the target's schema does not take
     * @param other whether the unit is of the snapshot that another one is compared with
     * @param differing what differed from the manifest for as long as there was patience, such as {@code USER a}
     */
    @Serdeable
    record Progress(
            boolean done,
            @Nullable Instant differingSince,
            long users,
            long memberships,
            long groups,
            @Nullable List<String> customAttributes,
            @Nullable List<String> refusedAttributes,
            boolean other,
            @Nullable List<String> differing) {
        static final Progress NOTHING = new Progress(false, null, 0, 0, 0, List.of(), List.of(), false, List.of());

        // Empty lists are left out of the JSON.
        Progress {
            customAttributes = customAttributes == null ? List.of() : customAttributes;
            refusedAttributes = refusedAttributes == null ? List.of() : refusedAttributes;
            differing = differing == null ? List.of() : differing;
        }

        /** Of a unit that was read. */
        static Progress read(long users, long memberships, long groups) {
            return new Progress(true, null, users, memberships, groups, List.of(), List.of(), false, List.of());
        }

        Progress with(Collection<String> custom, Collection<String> refused) {
            return new Progress(
                    done,
                    differingSince,
                    users,
                    memberships,
                    groups,
                    List.copyOf(custom),
                    List.copyOf(refused),
                    other,
                    differing);
        }

        private static Progress waiting(Instant differingSince) {
            return new Progress(false, differingSince, 0, 0, 0, List.of(), List.of(), false, List.of());
        }

        private Progress plus(Progress read) {
            return new Progress(
                    true,
                    null,
                    users + read.users,
                    memberships + read.memberships,
                    groups + read.groups,
                    union(customAttributes, read.customAttributes),
                    union(refusedAttributes, read.refusedAttributes),
                    false,
                    List.of());
        }

        private static List<String> union(List<String> some, List<String> more) {
            return Stream.concat(some.stream(), more.stream()).distinct().toList();
        }

        private Progress butDiffering(boolean ofOther, List<String> texts) {
            return new Progress(
                    true, null, users, memberships, groups, customAttributes, refusedAttributes, ofOther, texts);
        }
    }

    Progress verify(ImportRun run, Work work, Progress progress, Deadline deadline) {
        access.checkLocks(run);
        UnitReader reader = reader(run, work, deadline);
        Instant differingSince = progress.differingSince();
        while (true) {
            try (JsonLines.Writer files = lines.writer()) {
                Progress read = Progress.NOTHING;
                List<String> differing = new ArrayList<>();
                for (SnapshotUnit unit : units(run, work)) {
                    read = read.plus(reader.read(unit, files));
                    unit.differing().forEach(kind -> differing.add(Differing.text(kind, unit.shard())));
                }
                if (differing.isEmpty()) {
                    files.store();
                    return read;
                }
                differingSince = differingSince == null ? clock.instant() : differingSince;
                if (Duration.between(differingSince, clock.instant()).compareTo(patience) >= 0) {
                    if (run.options().acceptIncomplete()) {
                        files.store();
                    }
                    return read.butDiffering(work.other(), differing);
                }
            }
            if (deadline.left().compareTo(BETWEEN_READINGS.multipliedBy(2)) < 0) {
                return Progress.waiting(differingSince);
            }
            pause.pause(BETWEEN_READINGS);
        }
    }

    /** Reads all of a unit that is needed, and adds it to files. */
    private interface UnitReader {
        Progress read(SnapshotUnit unit, JsonLines.Writer files);
    }

    private UnitReader reader(ImportRun run, Work work, Deadline deadline) {
        if (!run.options().purpose().plans() && ComparedSides.withinPool(run)) {
            var form = new ComparedForm.WithinPool(run.options().purpose() != Purpose.COMPARE_WITH_POOL);
            String side = work.other() ? ComparedSides.otherSnapshot(run) : ComparedSides.snapshot(run);
            return new SideReader(run, side, form)::read;
        }
        UserPool target = access.target(run, run.division().units(), deadline);
        Restorable restorable = access.restorable(target);
        if (!run.options().purpose().plans()) {
            var form = new ComparedForm.AcrossPools(restorable, run.sourceUserPoolId());
            return new SideReader(run, ComparedSides.snapshot(run), form)::read;
        }
        results.addApiCalls(run, target);
        return (unit, files) -> plans.read(run, unit, restorable, files);
    }

    private List<SnapshotUnit> units(ImportRun run, Work work) {
        RunId exportId = work.other() ? run.otherExportId() : run.exportId();
        Backup backup = backups.of(run.sourceUserPoolId());
        Manifest manifest = backup.manifest(exportId)
                .orElseThrow(() -> new RefusedException(
                        "The export " + exportId + " is not in the backup table of this Region any more."));
        return work.shards().stream()
                .map(shard -> new SnapshotUnit(manifest, backup.snapshot(exportId), new Shard(shard)))
                .toList();
    }
}
