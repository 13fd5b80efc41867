package cognitobackup.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.backup.Backup;
import cognitobackup.backup.Backups;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.ManualClock;
import cognitobackup.backup.RunId;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionEnvironment;
import cognitobackup.function.FunctionSettings;
import cognitobackup.metrics.PrintedMetrics;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a table that is whole or not as a test says, and counts how often it is read. */
class WatchBackupsTest {
    private static final String HERE = "eu-west-1_Here";
    private static final String THERE = "us-east-1_There";
    private static final int UNITS = 17;

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final PrintedMetrics printed = new PrintedMetrics(clock);
    private final Map<String, List<Manifest>> manifests = new HashMap<>();
    private final Set<String> differing = new HashSet<>();
    private final Map<String, String> kept = new HashMap<>();
    private final AtomicInteger readings = new AtomicInteger();
    private final Map<String, Long> depths = new HashMap<>(Map.of("NewUsers", 0L, "UserUpdates", 2L, "Schedules", 0L));
    private ApplicationContext context = start(HERE, HERE + "," + THERE);

    private static ApplicationContext start(String own, String sources) {
        Map<String, Object> variables = FunctionEnvironment.complete();
        variables.put("USER_POOL_IDS", own);
        variables.put("SOURCE_USER_POOL_IDS", sources);
        return FunctionEnvironment.start(variables);
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void measuresTheAgeOfEachPoolsNewestExportAndHowMuchWasGivenUp() {
        completed(HERE, Duration.ofHours(3));
        completed(THERE, Duration.ofHours(30));
        completed(THERE, Duration.ofHours(5));

        assertThat(watched())
                .containsOnly(
                        Map.entry("NewestExportAge " + HERE, 10_800.0),
                        Map.entry("NewestWholeExportAge " + HERE, 10_800.0),
                        Map.entry("NewestExportAge " + THERE, 18_000.0),
                        Map.entry("NewestWholeExportAge " + THERE, 18_000.0),
                        Map.entry("DeadLetters NewUsers", 0.0),
                        Map.entry("DeadLetters UserUpdates", 2.0),
                        Map.entry("DeadLetters Schedules", 0.0));
    }

    @Test
    void ofAPoolThatWasNeverExportedNothingIsSaid() {
        completed(HERE, Duration.ofHours(3));

        assertThat(watched()).containsKey("NewestExportAge " + HERE).doesNotContainKey("NewestExportAge " + THERE);
    }

    @Test
    void whatWasFoundWholeIsNotReadAgain() {
        completed(HERE, Duration.ofHours(3));

        watched();
        int first = readings.getAndSet(0);
        clock.advance(Duration.ofHours(1));
        Map<String, Double> later = watched();

        assertThat(first).isEqualTo(UNITS);
        assertThat(readings).hasValue(0);
        assertThat(later).containsEntry("NewestWholeExportAge " + HERE, 14_400.0);
    }

    @Test
    void whileTheNewestIsNotWholeTheOneBeforeCountsAndOnlyWhatDifferedIsReadAgain() {
        completed(HERE, Duration.ofHours(30));
        watched();
        RunId newest = completed(HERE, Duration.ofHours(2));
        differing.add(newest + " a");

        Map<String, Double> behind = watched();
        readings.set(0);
        differing.clear();
        Map<String, Double> caughtUp = watched();

        assertThat(behind)
                .containsEntry("NewestExportAge " + HERE, 7_200.0)
                .containsEntry("NewestWholeExportAge " + HERE, 108_000.0);
        assertThat(caughtUp).containsEntry("NewestWholeExportAge " + HERE, 7_200.0);
        assertThat(readings).hasValue(1);
    }

    @Test
    void whereNothingIsKnownTheNewestWholeIsFoundAmongAllInOneReading() {
        RunId older = completed(HERE, Duration.ofHours(50));
        completed(HERE, Duration.ofHours(26));
        RunId newest = completed(HERE, Duration.ofHours(2));
        differing.add(newest + " 3");
        differing.add(older + " 3");

        assertThat(watched()).containsEntry("NewestWholeExportAge " + HERE, 93_600.0);
        assertThat(readings).hasValue(UNITS);
    }

    @Test
    void aReadingThatIsCutOffGoesOnNextTime() {
        completed(HERE, Duration.ofHours(3));
        Deadline afterFive = new Deadline(() -> readings.get() < 5 ? 60_000 : 0, Duration.ZERO);

        assertThat(watched(afterFive)).doesNotContainKey("NewestWholeExportAge " + HERE);
        assertThat(readings).hasValue(5);
        assertThat(watched()).containsKey("NewestWholeExportAge " + HERE);
        assertThat(readings).hasValue(UNITS);
    }

    @Test
    void anExportThatHasExpiredIsNoLongerTheNewestWhole() {
        completed(HERE, Duration.ofHours(30));
        watched();
        manifests.get(HERE).clear();

        assertThat(watched()).doesNotContainKey("NewestWholeExportAge " + HERE);
    }

    @Test
    void aPoolThatCannotBeReadDoesNotKeepTheOthersFromBeingMeasured() {
        completed(THERE, Duration.ofHours(3));
        RunId broken = completed(HERE, Duration.ofHours(4));
        differing.add(broken + " throw");

        assertThatThrownBy(() -> watch().watch(endless())).isInstanceOf(IllegalStateException.class);
        assertThat(printed.values())
                .containsKey("NewestWholeExportAge " + THERE)
                .doesNotContainKey("NewestWholeExportAge " + HERE);
    }

    private Map<String, Double> watched() {
        return watched(endless());
    }

    private Map<String, Double> watched(Deadline deadline) {
        watch().watch(deadline);
        return printed.values();
    }

    private static Deadline endless() {
        return new Deadline(() -> 300_000, Duration.ofSeconds(60));
    }

    private WatchBackups watch() {
        return new WatchBackups(
                backups(), verdicts(), () -> depths, printed.metrics(), context.getBean(FunctionSettings.class), clock);
    }

    private RunId completed(String userPoolId, Duration ago) {
        RunId id = RunId.at(clock.instant().minus(ago));
        manifests
                .computeIfAbsent(userPoolId, key -> new ArrayList<>())
                .add(0, new Manifest(userPoolId, id, id.instant(), Map.of(), Map.of(), 0, Optional.empty()));
        return id;
    }

    /** Through its JSON, as it is really kept. */
    private Verdicts verdicts() {
        return new Verdicts() {
            @Override
            public Verdict of(String userPoolId) {
                try {
                    return kept.containsKey(userPoolId)
                            ? ObjectMapper.getDefault().readValue(kept.get(userPoolId), Verdict.class)
                            : Verdict.UNKNOWN;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void keep(String userPoolId, Verdict verdict) {
                try {
                    kept.put(userPoolId, ObjectMapper.getDefault().writeValueAsString(verdict));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** Answers the two questions that a watch asks, and no other. */
    private Backups backups() {
        return userPoolId -> (Backup) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Backup.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "manifests" -> List.copyOf(manifests.getOrDefault(userPoolId, List.of()));
                    case "differing" -> differing((Shard) arguments[0], (Collection<?>) arguments[1]);
                    default -> throw new AssertionError("A watch has no business with " + method + ".");
                });
    }

    private Map<RunId, List<RecordKind>> differing(Shard unit, Collection<?> asked) {
        readings.incrementAndGet();
        Map<RunId, List<RecordKind>> answer = new HashMap<>();
        for (Object each : asked) {
            Manifest manifest = (Manifest) each;
            if (differing.contains(manifest.exportId() + " throw")) {
                throw new IllegalStateException("the table does not answer");
            }
            answer.put(
                    manifest.exportId(),
                    differing.contains(manifest.exportId() + " " + unit) ? List.of(RecordKind.USER) : List.of());
        }
        return answer;
    }
}
