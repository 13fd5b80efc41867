package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.pool.ContentHash;
import cognitobackup.pool.Group;
import cognitobackup.pool.Membership;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What workers see is read together, or not at all. */
class SeenPartsTest {
    private static LocalTable table;
    private static int pools;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T23:22:05.120Z"));
    private final LocalBackups local =
            new LocalBackups(table.client(), clock, new ScriptedExecutions(), Duration.ofDays(35));
    private final String pool = "eu-west-1_Seen" + ++pools;
    private final Run run = local.acquire(pool, "execution");
    private final SeenParts seenParts = local.backups().of(pool).seen(run);

    @BeforeAll
    static void open() {
        table = new LocalTable();
    }

    @AfterAll
    static void close() {
        table.close();
    }

    @Test
    void whatSeveralWorkersSawIsReadTogether() {
        SeenParts.Count one = see("one", "1", group("a"), group("b"));
        SeenParts.Count two = see("two", "1", group("b"), group("c"));

        SeenParts.Seen seen = seenParts.read(RecordKind.GROUP, Shard.UNSHARDED, one.plus(two));

        assertThat(one).isEqualTo(new SeenParts.Count(1, 2));
        assertThat(seen.size()).isEqualTo(3);
        assertThat(seen.contains(RecordKey.group("a"))).isTrue();
        assertThat(seen.contains(RecordKey.group("d"))).isFalse();
        assertThat(seen.missing(List.of(RecordKey.group("c"), RecordKey.group("d"))))
                .containsExactly(RecordKey.group("d"));
    }

    @Test
    void aStateThatWasNotSeenIsToldFromOneThatWas() {
        SeenParts.Count one = see("one", "1", group("a"));
        Group changed = new Group("a", Optional.of("changed"), Optional.empty(), Optional.empty());
        SeenParts.Count two = see("two", "1", changed);

        SeenParts.Seen seen = seenParts.read(RecordKind.GROUP, Shard.UNSHARDED, one.plus(two));

        assertThat(seen.contains(RecordKey.group("a"), ContentHash.of(group("a"))))
                .isTrue();
        assertThat(seen.contains(RecordKey.group("a"), ContentHash.of(changed))).isTrue();
        assertThat(seen.contains(RecordKey.group("a"), ContentHash.of(group("b"))))
                .isFalse();
        assertThat(seen.size()).isEqualTo(1);
    }

    @Test
    void whatCannotBeStoredCountsAsSeenInWhateverState() {
        SeenParts.Recorder recorder = seenParts.recorder("one", "1");
        recorder.addUnstorable(RecordKey.group("odd"));
        recorder.add(RecordKey.group("odd"), ContentHash.of(group("odd")));
        assertThat(recorder.flush())
                .isEqualTo(Map.of(RecordKind.GROUP, Map.of(Shard.UNSHARDED, new SeenParts.Count(1, 2))));

        SeenParts.Seen seen = seenParts.read(RecordKind.GROUP, Shard.UNSHARDED, new SeenParts.Count(1, 2));

        assertThat(seen.contains(RecordKey.group("odd"))).isTrue();
        assertThat(seen.contains(RecordKey.group("odd"), ContentHash.of(group("a"))))
                .isTrue();
        assertThat(seen.size()).isEqualTo(1);
    }

    @Test
    void fewerPartsOrEntriesThanTheWorkersWroteStopTheExport() {
        see("one", "1", group("a"), group("b"));

        assertThatThrownBy(() -> seenParts.read(RecordKind.GROUP, Shard.UNSHARDED, new SeenParts.Count(2, 2)))
                .isInstanceOf(IncompleteSeenPartsException.class)
                .hasMessageContaining("1 parts with 2 entries can be read");
        assertThatThrownBy(() -> seenParts.read(RecordKind.GROUP, Shard.UNSHARDED, new SeenParts.Count(1, 3)))
                .isInstanceOf(IncompleteSeenPartsException.class);
    }

    @Test
    void anAttemptThatIsRepeatedOverwritesNothing() {
        see("one", "1", group("a"));
        see("one", "2", group("b"));

        assertThat(seenParts
                        .read(RecordKind.GROUP, Shard.UNSHARDED, new SeenParts.Count(2, 2))
                        .size())
                .isEqualTo(2);
    }

    /** Whoever repeats an invocation that died sees for itself; where it saw nothing, nothing is asked of the table. */
    @Test
    void whereTheWorkersWroteNothingNothingWasSeen() {
        see("one", "1", group("a"));

        SeenParts.Seen seen = seenParts.read(RecordKind.GROUP, Shard.UNSHARDED, SeenParts.Count.ZERO);

        assertThat(seen.size()).isZero();
        assertThat(seen.contains(RecordKey.group("a"))).isFalse();
    }

    @Test
    void kindsShardsAndExportsAreKeptApart() {
        Membership membership = new Membership("sub", "g");
        SeenParts.Recorder recorder = seenParts.recorder("one", "1");
        recorder.add(RecordKey.user("sub"), ContentHash.of(membership));
        recorder.add(membership.key(), ContentHash.of(membership));
        recorder.flush();
        Shard shard = Shard.of("sub");
        Shard another = Shard.all().stream()
                .filter(other -> !other.equals(shard))
                .findFirst()
                .orElseThrow();
        SeenParts.Count one = new SeenParts.Count(1, 1);
        Run later = new Run(pool, RunId.at(run.id().instant().plusMillis(1)), "execution", 2);

        assertThat(seenParts.read(RecordKind.MEMBERSHIP, shard, one).size()).isEqualTo(1);
        assertThat(seenParts.read(RecordKind.USER, shard, one).contains(membership.key()))
                .isFalse();
        assertThatThrownBy(() -> seenParts.read(RecordKind.USER, another, one))
                .isInstanceOf(IncompleteSeenPartsException.class)
                .hasMessageContaining("0 parts with 0 entries can be read");
        SeenParts ofLater = local.backups().of(pool).seen(later);
        assertThatThrownBy(() -> ofLater.read(RecordKind.USER, shard, one))
                .isInstanceOf(IncompleteSeenPartsException.class)
                .hasMessageContaining("0 parts with 0 entries can be read");
    }

    @Test
    void manyEntriesAreSpreadOverParts() {
        SeenParts.Recorder recorder = seenParts.recorder("one", "1");
        for (int i = 0; i < 4_500; i++) {
            recorder.add(RecordKey.group("g" + i), ContentHash.of(group("g")));
        }
        SeenParts.Count count = recorder.flush().get(RecordKind.GROUP).get(Shard.UNSHARDED);

        assertThat(count).isEqualTo(new SeenParts.Count(3, 4_500));
        assertThat(recorder.flush().get(RecordKind.GROUP).get(Shard.UNSHARDED)).isEqualTo(count);
        assertThat(seenParts.read(RecordKind.GROUP, Shard.UNSHARDED, count).size())
                .isEqualTo(4_500);
    }

    @Test
    void partsExpireDaysAfterAnyExportHasEnded() {
        see("one", "1", group("a"));

        assertThat(local.table().items("SEEN#" + pool + "#" + run.id() + "#-"))
                .allSatisfy(item -> assertThat(item.expiresAt().orElseThrow())
                        .isAfter(clock.instant().plus(Duration.ofDays(7))))
                .hasSize(1);
    }

    private SeenParts.Count see(String worker, String attempt, Group... groups) {
        SeenParts.Recorder recorder = seenParts.recorder(worker, attempt);
        for (Group group : groups) {
            recorder.add(group.key(), ContentHash.of(group));
        }
        return recorder.flush().get(RecordKind.GROUP).get(Shard.UNSHARDED);
    }

    private static Group group(String name) {
        return new Group(name, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
