package cognitobackup.importer;

import cognitobackup.backup.Backup;
import cognitobackup.backup.Backups;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.RunId;
import cognitobackup.function.Deadline;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds out for one unit of the newest exports at once in which of them it is whole in this Region. */
@Singleton
class FindWholeExports {
    /** How many exports are looked at: as many as an answer for every unit of them has room in the workflow's state. */
    static final int MOST_EXPORTS = 100;

    /** How long a version that an export is just moving from an item to history may take to be seen again. */
    private static final Duration SECOND_LOOK = Duration.ofSeconds(5);

    private final Backups backups;
    private final ImportAccess access;
    private final Pause pause;

    FindWholeExports(Backups backups, ImportAccess access, Pause pause) {
        this.backups = backups;
        this.access = access;
        this.pause = pause;
    }

    /**
     * What a unit is like in the exports that were looked at: all that had not expired between two of them.
     *
     * @param shard the unit's
     * @param oldest the id of the oldest; null where there was none
     * @param newest the id of the newest
     * @param differing of those in which the unit is not whole the id, and after it, between spaces, the kinds that differ
     */
    @Serdeable
    record Looked(
            String shard,
            @Nullable String oldest,
            @Nullable String newest,
            @Nullable List<String> differing) {
        // Empty lists are left out of the JSON.
        Looked {
            differing = differing == null ? List.of() : differing;
        }

        /** Whether this export was looked at. */
        boolean at(RunId exportId) {
            return oldest != null
                    && newest != null
                    && oldest.compareTo(exportId.value()) <= 0
                    && newest.compareTo(exportId.value()) >= 0;
        }

        /** The kinds that differ in an export that was looked at; none where the unit is whole. */
        List<RecordKind> differingIn(RunId exportId) {
            return differing.stream()
                    .map(text -> text.split(" "))
                    .filter(words -> words[0].equals(exportId.value()))
                    .flatMap(words -> Arrays.stream(words).skip(1))
                    .map(RecordKind::valueOf)
                    .toList();
        }
    }

    Looked look(ImportRun run, Shard unit, Deadline deadline) {
        access.checkLocks(run);
        Backup backup = backups.of(run.sourceUserPoolId());
        List<Manifest> manifests =
                backup.manifests().stream().limit(MOST_EXPORTS).toList();
        if (manifests.isEmpty()) {
            return new Looked(unit.digit(), null, null, List.of());
        }
        Map<RunId, List<RecordKind>> differing = differing(backup, unit, manifests);
        if (!differing.isEmpty() && !deadline.passed()) {
            pause.pause(SECOND_LOOK);
            Set<RunId> atFirst = differing.keySet();
            differing = differing(
                    backup,
                    unit,
                    manifests.stream()
                            .filter(manifest -> atFirst.contains(manifest.exportId()))
                            .toList());
        }
        return new Looked(
                unit.digit(),
                manifests.get(manifests.size() - 1).exportId().value(),
                manifests.get(0).exportId().value(),
                differing.entrySet().stream()
                        .map(each -> each.getKey()
                                + each.getValue().stream()
                                        .map(kind -> " " + kind)
                                        .collect(Collectors.joining()))
                        .toList());
    }

    private static Map<RunId, List<RecordKind>> differing(Backup backup, Shard unit, List<Manifest> manifests) {
        Map<RunId, List<RecordKind>> differing = new TreeMap<>(Comparator.reverseOrder());
        backup.differing(unit, manifests).forEach((exportId, kinds) -> {
            if (!kinds.isEmpty()) {
                differing.put(exportId, kinds);
            }
        });
        return differing;
    }

    /**
     * The newest export that is whole in all units that are needed.
     *
     * @param units the answers of all of them
     */
    Optional<RunId> newestWhole(ImportRun run, List<Looked> units) {
        return backups.of(run.sourceUserPoolId()).manifests().stream()
                .map(Manifest::exportId)
                .filter(exportId -> units.stream()
                        .allMatch(unit ->
                                unit.at(exportId) && unit.differingIn(exportId).isEmpty()))
                .findFirst();
    }
}
