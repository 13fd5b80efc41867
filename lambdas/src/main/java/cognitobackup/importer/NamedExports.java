package cognitobackup.importer;

import cognitobackup.backup.Backup;
import cognitobackup.backup.Backups;
import cognitobackup.backup.DamagedItemException;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.RunId;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionSettings;
import cognitobackup.function.RefusedException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The exports that an input can name: by a word, by their ids, or by a time. */
@Singleton
class NamedExports {
    /** How many exports a refusal names. */
    private static final int NAMED = 5;

    private static final Predicate<String> ID = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z")
            .asMatchPredicate();

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Backups backups;
    private final Clock clock;
    private final Pause pause;
    private final Duration patience;

    NamedExports(Backups backups, Clock clock, Pause pause, FunctionSettings settings) {
        this.backups = backups;
        this.clock = clock;
        this.pause = pause;
        this.patience = settings.snapshotPatience();
    }

    /**
     * The export that is meant: the newest; the one with this id; or, where there is none and since every id is a time,
     * the newest one that had read all of the pool by that time.
     *
     * @param field the field of the input that names it, for the refusal
     * @throws RefusedException where there is none; it names the newest
     */
    RunId named(String userPoolId, String field, String moment) {
        Backup backup = backups.of(userPoolId);
        Optional<Manifest> manifest =
                List.of(ImportInput.LATEST, ImportInput.LATEST_COMPLETE).contains(moment)
                        ? backup.manifests().stream().findFirst()
                        : withId(backup, moment).or(() -> completeBy(backup, moment));
        return manifest.map(Manifest::exportId).orElseThrow(() -> {
            List<String> newest = backup.manifests().stream()
                    .map(each -> each.exportId().value())
                    .toList();
            return new RefusedException("The backup table of this Region has no complete export of " + userPoolId
                    + " for " + field + " '" + moment + "': "
                    + (newest.isEmpty()
                            ? "it has none of this pool."
                            : "none has this id, nor was any complete at this time. Newest complete exports: "
                                    + newest.stream().limit(NAMED).collect(Collectors.joining(", "))
                                    + ". Oldest: " + newest.get(newest.size() - 1) + "."));
        });
    }

    /**
     * The same, but where the newest is meant, makes sure that no newer one is about to arrive, or was lost: an export
     * says in the manifest before its own that it completed.
     *
     * @throws RefusedException where a newer one has not arrived within the patience for replication, or is damaged
     */
    RunId namedAndNewest(String userPoolId, String field, String moment, Deadline deadline) {
        RunId named = named(userPoolId, field, moment);
        Instant enough = clock.instant().plus(patience);
        while (moment.equals(ImportInput.LATEST) && !isNewest(userPoolId, named)) {
            if (!clock.instant().isBefore(enough) || deadline.left().compareTo(BETWEEN_LOOKS.multipliedBy(2)) < 0) {
                throw new RefusedException("The newest complete export of " + userPoolId
                        + " that can be read in this Region is " + named
                        + ", but a newer one was completed: its manifest"
                        + " has not arrived, was lost or is damaged. Wait for replication, or restore what is here with "
                        + field + " '" + named + "' or '" + ImportInput.LATEST_COMPLETE + "'.");
            }
            pause.pause(BETWEEN_LOOKS);
            named = named(userPoolId, field, moment);
        }
        return named;
    }

    private boolean isNewest(String userPoolId, RunId exportId) {
        try {
            return backups.of(userPoolId)
                    .newestManifest()
                    .filter(newest -> newest.exportId().equals(exportId) && !newest.followed())
                    .isPresent();
        } catch (DamagedItemException e) {
            return false;
        }
    }

    private static Optional<Manifest> withId(Backup backup, String moment) {
        return ID.test(moment) ? backup.manifest(new RunId(moment)) : Optional.empty();
    }

    private static Optional<Manifest> completeBy(Backup backup, String moment) {
        Instant time = OffsetDateTime.parse(moment).toInstant();
        return backup.manifests().stream()
                .filter(manifest -> !manifest.readUntil().isAfter(time))
                .findFirst();
    }
}
