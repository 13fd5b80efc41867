package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.User;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Goal: whatever is damaged in the table, a snapshot that would be restored otherwise than its export saw the pool is not
 * taken for whole. Method: after random histories on the real engine the items are damaged at random, and what is read of
 * each complete export is compared with the model and, as an import does it, with the manifest's sums. Dates are part of
 * no comparison, and whoever may write can forge: alter a record, and its manifest with its hash.
 */
class RandomDamageTest {
    private static final int HISTORIES = 25;
    private static final int DAMAGES = Integer.getInteger("damages", 60);

    private int harmful;
    private int harmless;
    private int refused;

    @Test
    void whatWouldBeRestoredOtherwiseIsFound() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("RandomDamageTest: seed " + seed);
        try (LocalTable table = new LocalTable()) {
            for (int number = 0; number < HISTORIES; number++) {
                Random random = new Random(seed + number);
                PoolHistory history = new PoolHistory(table.client(), "eu-west-1_Pool" + number)
                        .with(RandomOperations.of(seed + number));
                for (int damage = 0; damage < DAMAGES && !history.saw().isEmpty(); damage++) {
                    damage(history, random, "seed " + (seed + number) + ", damage " + damage);
                }
            }
        }
        System.out.printf(
                "%d snapshots were harmed by damage, %d were not, %d manifests could not be read%n",
                harmful, harmless, refused);
        assertThat(harmful).isGreaterThan(HISTORIES);
        assertThat(harmless).isGreaterThan(HISTORIES);
        assertThat(refused).isGreaterThan(HISTORIES);
    }

    private void damage(PoolHistory history, Random random, String which) {
        TableImage image = history.table().now().only(key -> !key.kind().equals("LOCK"));
        Damage damage = new Damage(image, history.table().streams(), random);
        for (int more = random.nextInt(3); more >= 0; more--) {
            damage.damage();
        }
        Backup backup = history.reading(image);
        List<Manifest> readable = new ArrayList<>();
        Map<RunId, List<String>> differing = new HashMap<>();
        for (RunId id : history.alive(history.now())) {
            Optional<Manifest> manifest = manifest(backup, id);
            if (manifest.isEmpty()) {
                // An import of this export ends there.
                refused++;
                continue;
            }
            PoolHistory.Reading reading = PoolHistory.Reading.of(backup, manifest.get());
            boolean harmed = !reading.astray().isEmpty()
                    || !withoutDates(reading.records())
                            .equals(withoutDates(history.saw().get(id)));
            assertThat(manifest.get().sums())
                    .as(() -> "%s: sums of %s after %s".formatted(which, id, damage.done()))
                    .isEqualTo(manifest(history.reading(history.table().now()), id)
                            .orElseThrow()
                            .sums());
            assertThat(!reading.differing().isEmpty())
                    .as(() -> "%s: %s is found not to be whole after %s".formatted(which, id, damage.done()))
                    .isEqualTo(harmed);
            harmful += harmed ? 1 : 0;
            harmless += harmed ? 0 : 1;
            readable.add(manifest.get());
            differing.put(id, reading.differing());
        }
        assertThat(differing(backup, readable))
                .as(() -> "%s: the same by one pass for all exports after %s".formatted(which, damage.done()))
                .isEqualTo(differing);
    }

    private static Optional<Manifest> manifest(Backup backup, RunId id) {
        try {
            return backup.manifest(id);
        } catch (DamagedItemException | UnsupportedFormatException e) {
            return Optional.empty();
        }
    }

    private static Map<RunId, List<String>> differing(Backup backup, List<Manifest> manifests) {
        Map<RunId, List<String>> differing = new HashMap<>();
        manifests.forEach(manifest -> differing.put(manifest.exportId(), new ArrayList<>()));
        PoolHistory.UNITS.forEach(unit -> backup.differing(unit, manifests)
                .forEach((id, kinds) -> kinds.forEach(kind -> differing.get(id).add(kind + " " + unit))));
        return differing;
    }

    private static Map<RecordKey, PoolRecord> withoutDates(Map<RecordKey, PoolRecord> records) {
        Map<RecordKey, PoolRecord> without = new HashMap<>(records);
        without.replaceAll((key, record) -> record instanceof User user
                ? new User(
                        user.sub(),
                        user.username(),
                        new TreeMap<>(user.attributes()),
                        user.enabled(),
                        user.status(),
                        Instant.EPOCH,
                        Instant.EPOCH)
                : record);
        return without;
    }
}
