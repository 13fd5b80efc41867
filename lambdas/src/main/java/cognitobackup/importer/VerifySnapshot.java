package cognitobackup.importer;

import cognitobackup.backup.Backup;
import cognitobackup.backup.Backups;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.RunId;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionSettings;
import cognitobackup.function.RefusedException;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.Group;
import cognitobackup.pool.Membership;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads a unit of the snapshot, makes sure that it is whole, and writes it down as plan. The unit of a shard has its
 * users and memberships, the unit without a shard the groups and the configuration.
 */
@Singleton
class VerifySnapshot {
    private static final Duration BETWEEN_READINGS = Duration.ofSeconds(10);
    private static final String POOL_PART = "pool";

    private final Backups backups;
    private final ImportAccess access;
    private final JsonLines lines;
    private final Clock clock;
    private final Pause pause;
    private final Duration patience;

    VerifySnapshot(
            Backups backups,
            ImportAccess access,
            JsonLines lines,
            Clock clock,
            Pause pause,
            FunctionSettings settings) {
        this.backups = backups;
        this.access = access;
        this.lines = lines;
        this.clock = clock;
        this.pause = pause;
        this.patience = settings.snapshotPatience();
    }

    /**
     * How far a unit is.
     *
     * @param done whether the unit is whole and its plan is written
     * @param differingSince when the unit was first found not to be whole; null before
     * @param users how many users it has
     * @param memberships how many memberships it has
     * @param groups how many groups it has
     * @param customAttributes which custom attributes its users have
     */
    @Serdeable
    record Progress(
            boolean done,
            @Nullable Instant differingSince,
            long users,
            long memberships,
            long groups,
            @Nullable List<String> customAttributes) {
        static final Progress NOTHING = new Progress(false, null, 0, 0, 0, List.of());

        Progress {
            customAttributes = customAttributes == null ? List.of() : customAttributes;
        }
    }

    Progress verify(ImportRun run, Shard unit, Progress progress, Deadline deadline) {
        access.checkLocks(run);
        Restorable restorable = new Restorable(
                access.target(run, Shard.units().size(), deadline).settings());
        Backup backup = backups.of(run.sourceUserPoolId());
        Instant differingSince = progress.differingSince();
        while (true) {
            Reading reading = read(run, unit, restorable, backup);
            if (reading.differing().isEmpty()) {
                return reading.progress();
            }
            differingSince = differingSince == null ? clock.instant() : differingSince;
            if (Duration.between(differingSince, clock.instant()).compareTo(patience) >= 0) {
                throw differs(run, unit, reading.differing());
            }
            if (deadline.left().compareTo(BETWEEN_READINGS.multipliedBy(2)) < 0) {
                return new Progress(false, differingSince, 0, 0, 0, List.of());
            }
            pause.pause(BETWEEN_READINGS);
        }
    }

    private record Reading(List<RecordKind> differing, Progress progress) {}

    private Reading read(ImportRun run, Shard unit, Restorable restorable, Backup backup) {
        RunId exportId = run.exportId();
        Manifest manifest = backup.manifest(exportId)
                .orElseThrow(() -> new RefusedException(
                        "The export " + exportId + " is not in the backup table of this Region any more."));
        var reader = new SnapshotUnit(manifest, backup.snapshot(exportId), unit);
        try (JsonLines.Writer plan = lines.writer()) {
            Progress progress = unit.equals(Shard.UNSHARDED)
                    ? planGroups(run, reader, plan)
                    : planUsers(run, unit, reader, plan, restorable);
            if (reader.differing().isEmpty()) {
                plan.store();
            }
            return new Reading(reader.differing(), progress);
        }
    }

    private static Progress planGroups(ImportRun run, SnapshotUnit reader, JsonLines.Writer plan) {
        long[] groups = {0};
        reader.read(RecordKind.GROUP, Group.class, group -> {
            plan.add(ImportFiles.plannedGroups(run), PlannedGroup.of(group, false));
            groups[0]++;
        });
        reader.read(RecordKind.CONFIGURATION, ConfigurationPart.class, part -> {
            if (part.part().equals(POOL_PART)) {
                plan.add(ImportFiles.sourceConfiguration(run), new SourceConfiguration(part.json()));
            }
        });
        return new Progress(true, null, 0, 0, groups[0], List.of());
    }

    private static Progress planUsers(
            ImportRun run, Shard unit, SnapshotUnit reader, JsonLines.Writer plan, Restorable restorable) {
        long[] users = {0};
        long[] memberships = {0};
        Set<String> customAttributes = new TreeSet<>();
        Map<String, List<String>> groupsBySub = new HashMap<>();
        reader.read(RecordKind.MEMBERSHIP, Membership.class, membership -> {
            groupsBySub
                    .computeIfAbsent(membership.sub(), sub -> new ArrayList<>())
                    .add(membership.groupName());
            memberships[0]++;
        });
        reader.read(RecordKind.USER, User.class, user -> {
            Optional<String> identity = restorable.identity(user);
            Shard byIdentity = Shard.of(identity.orElse(user.sub()));
            List<String> groups =
                    Optional.ofNullable(groupsBySub.remove(user.sub())).orElse(List.of());
            plan.add(ImportFiles.plannedUsers(run, byIdentity, unit), PlannedUser.of(user, identity, groups));
            user.attributes().keySet().stream().filter(VerifySnapshot::custom).forEach(customAttributes::add);
            users[0]++;
        });
        groupsBySub.forEach((sub, groups) -> groups.forEach(
                group -> plan.add(ImportFiles.strayMemberships(run, unit), new TargetMember(sub, group))));
        return new Progress(true, null, users[0], memberships[0], 0, List.copyOf(customAttributes));
    }

    private static boolean custom(String attribute) {
        return attribute.startsWith("custom:") || attribute.startsWith("dev:");
    }

    private RefusedException differs(ImportRun run, Shard unit, List<RecordKind> kinds) {
        return new RefusedException("The snapshot " + run.exportId() + " of " + run.sourceUserPoolId()
                + " is not whole in the backup table of this Region: after " + patience.toSeconds()
                + " seconds of waiting for replication, shard " + unit + " differs from the manifest in "
                + kinds.stream().map(RecordKind::name).collect(Collectors.joining(", "))
                + ". Nothing was changed in the target.");
    }
}
