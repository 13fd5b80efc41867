package cognitobackup.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.backup.Backup;
import cognitobackup.backup.FaultyDynamoDb;
import cognitobackup.backup.LocalTable;
import cognitobackup.backup.RunId;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.function.TemporaryFailure;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Second factors, which no listing shows: asked for where that is wanted, and never lost or made up otherwise. */
class CaptureMfaTest {
    private static final MfaPreference SMS =
            MfaPreference.of(List.of(MfaPreference.SMS), Optional.of(MfaPreference.SMS));
    private static final MfaPreference TOTP = MfaPreference.of(List.of(MfaPreference.TOTP), Optional.empty());

    private static LocalTable table;

    private final InMemoryUserPool pool = new InMemoryUserPool(ExportDriver.POOL);
    private final ExportDriver driver = new ExportDriver(new FaultyDynamoDb(table.client()).client(), pool);
    private final Backup backup = driver.backups.backups().of(ExportDriver.POOL);

    @BeforeAll
    static void open() {
        table = new LocalTable();
    }

    @AfterEach
    void clear() {
        table.clear();
    }

    @AfterAll
    static void close() {
        table.close();
    }

    private User add(String name, Optional<MfaPreference> mfa) {
        User user = pool.addUser(name, Map.of("phone_number", "+4915100000"));
        return pool.putUser(user.with(mfa));
    }

    private Map<String, Optional<MfaPreference>> stored(RunId exportId) {
        Map<String, Optional<MfaPreference>> stored = new HashMap<>();
        Shard.all().forEach(shard -> backup.snapshot(exportId).read(RecordKind.USER, shard, record -> {
            User user = (User) record;
            stored.put(user.username(), user.mfa());
        }));
        return stored;
    }

    private Map<String, Optional<MfaPreference>> newest() {
        return stored(backup.newestManifest().orElseThrow().exportId());
    }

    private long updated() {
        return backup.newestManifest()
                .orElseThrow()
                .changes()
                .get(RecordKind.USER)
                .updated();
    }

    @Test
    void nobodyIsAskedForWithoutTheSetting() {
        add("ann", Optional.of(SMS));

        driver.export("one");

        assertThat(newest()).containsEntry("ann", Optional.empty());
        assertThat(pool.apiCalls()).doesNotContainKey("AdminGetUser");
    }

    @Test
    void everybodyIsAskedForButThoseWhoSignInThroughAProviderOnly() {
        add("ann", Optional.of(SMS));
        add("bob", Optional.of(TOTP));
        add("eve", Optional.empty());
        User federated = add("Google_1", Optional.empty());
        pool.putUser(new User(
                federated.sub(),
                federated.username(),
                federated.attributes(),
                true,
                "EXTERNAL_PROVIDER",
                federated.created(),
                federated.lastModified()));
        driver.captureMfa(true);

        driver.export("one");

        assertThat(newest())
                .containsEntry("ann", Optional.of(SMS))
                .containsEntry("bob", Optional.of(TOTP))
                .containsEntry("eve", Optional.empty());
        assertThat(pool.apiCalls()).containsEntry("AdminGetUser", 3L);
    }

    @Test
    void anExportThatDoesNotAskKeepsWhatOneBeforeItLearned() {
        User ann = add("ann", Optional.of(SMS));
        pool.addGroup("staff");
        pool.join(ann.sub(), "staff");
        driver.captureMfa(true);
        driver.export("one");
        driver.captureMfa(false);

        driver.export("two");
        assertThat(updated()).as("what was not asked for is no change").isZero();
        assertThat(newest()).containsEntry("ann", Optional.of(SMS));

        pool.setAttribute(ann.sub(), "name", "Ann");
        pool.missOnce(ann.sub());
        driver.export("three");
        assertThat(updated()).isEqualTo(1);
        assertThat(newest()).as("another change does not lose it").containsEntry("ann", Optional.of(SMS));
    }

    @Test
    void whoSwitchesAFactorOffOrOnIsChanged() {
        User ann = add("ann", Optional.of(SMS));
        User bob = add("bob", Optional.empty());
        // Listed among the members as well, where nothing is asked for.
        pool.addGroup("staff");
        pool.join(ann.sub(), "staff");
        pool.join(bob.sub(), "staff");
        driver.captureMfa(true);
        driver.export("one");
        RunId before = backup.newestManifest().orElseThrow().exportId();
        pool.putUser(ann.with(Optional.empty()));
        pool.putUser(bob.with(Optional.of(TOTP)));

        driver.export("two");

        assertThat(updated()).isEqualTo(2);
        assertThat(newest()).containsEntry("ann", Optional.empty()).containsEntry("bob", Optional.of(TOTP));
        assertThat(stored(before)).containsEntry("ann", Optional.of(SMS)).containsEntry("bob", Optional.empty());
    }

    @Test
    void askingForTheFirstTimeWritesOnlyThoseWhoHaveAFactor() {
        add("ann", Optional.of(SMS));
        add("bob", Optional.empty());
        driver.export("one");
        driver.captureMfa(true);

        driver.export("two");

        assertThat(updated()).isEqualTo(1);
    }

    @Test
    void whatCannotBeAskedBeforeTheDeadlineIsAskedByTheNextInvocation() {
        pool.setPageSize(5);
        Map<String, MfaPreference> expected = new HashMap<>();
        for (int i = 0; i < 23; i++) {
            expected.put(add("user-" + i, Optional.of(i % 2 == 0 ? SMS : TOTP)).username(), i % 2 == 0 ? SMS : TOTP);
        }
        var asked = new AtomicInteger();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        pool.beforeCall(operation -> {
            if (operation.equals("AdminGetUser")) {
                threads.add(Thread.currentThread());
                if (asked.incrementAndGet() == 12) {
                    throw new TemporaryFailure("The request budget for UserRead does not suffice before the deadline.");
                }
            }
        });
        driver.captureMfa(true);

        driver.export("one");

        Map<String, MfaPreference> found = new HashMap<>();
        newest().forEach((name, mfa) -> found.put(name, mfa.orElseThrow()));
        assertThat(found).isEqualTo(expected);
        assertThat(asked).as("the third page twice, and no page more").hasValueLessThanOrEqualTo(28);
        assertThat(new HashSet<>(threads)).as("several at a time").hasSizeGreaterThan(1);
    }
}
