package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.pool.User;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Imports that die between any two calls to the target, and are started again. Goal: nobody is created twice, given a
 * second password, or given the groups of a stranger who took the name meanwhile. Method: die at every call in turn,
 * before it and after its effect; a death that never comes fails the test.
 */
class InterruptedImportTest {
    private static final String OVERWRITE =
            "{\"targetUserPoolId\":\"" + ImportBench.SOURCE + "\",\"mode\":\"OVERWRITE\",\"allowRemovals\":true}";

    private final ImportBench bench = new ImportBench(true);
    private int targets;

    @BeforeEach
    void fillAndExportTheSource() {
        String ann = bench.source
                .addUser("ann", Map.of("email", "ann@example.com", "email_verified", "true"))
                .sub();
        String bob = bench.source.addUser("bob", Map.of()).sub();
        bench.source.disableUser("bob");
        bench.source.addUser("cid", Map.of());
        bench.source.addGroup("staff");
        bench.source.addGroup("admins");
        bench.source.join(ann, "staff");
        bench.source.join(ann, "admins");
        bench.source.join(bob, "staff");
        bench.export();
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void anImportThatDiesAnywhereIsFinishedByTheNext() {
        int calls = callsOfAWholeImport();
        for (int call = 1; call <= calls; call++) {
            for (boolean afterEffect : List.of(false, true)) {
                InMemoryUserPool target = dieAndResume(call, afterEffect, died -> {});

                String place = "died " + (afterEffect ? "after" : "before") + " call " + call;
                assertThat(target.users()).as(place).hasSize(3);
                assertThat(target.users()).as(place).allSatisfy(user -> {
                    assertThat(user.status()).isEqualTo("CONFIRMED");
                    assertThat(target.passwordsSet(user.username())).hasSize(1);
                });
                assertThat(user(target, "bob").enabled()).as(place).isFalse();
                assertThat(target.members("staff")).as(place).hasSize(2);
                assertThat(target.members("admins"))
                        .as(place)
                        .containsExactly(user(target, "ann").sub());
            }
        }
    }

    @Test
    void aStrangerWhoTookTheNameMeanwhileIsGivenNothing() {
        int calls = callsOfAWholeImport();
        for (int call = 1; call <= calls; call++) {
            for (boolean afterEffect : List.of(false, true)) {
                InMemoryUserPool target = dieAndResume(call, afterEffect, InterruptedImportTest::strangerTakesAnn);

                String place = "died " + (afterEffect ? "after" : "before") + " call " + call;
                assertThat(target.members("admins")).as(place).isEmpty();
                assertThat(target.members("staff"))
                        .as(place)
                        .containsExactly(user(target, "bob").sub());
                User stranger = user(target, "ann");
                assertThat(stranger.sub()).as(place).isEqualTo("stranger");
                assertThat(stranger.attributes()).as(place).containsOnlyKeys("email");
                assertThat(stranger.enabled()).as(place).isTrue();
            }
        }
    }

    @Test
    void whatWasThereBeforeIsSetBackAndSaidToBeSoWhereverTheImportDies() {
        int calls = callsOfOverwriting();
        for (int call = 1; call <= calls; call++) {
            for (boolean afterEffect : List.of(false, true)) {
                InMemoryUserPool target = changedSource();
                var faulty = new FaultyUserPool(target);
                bench.targets.put(target.id(), faulty);
                ImportRun run = bench.start(OVERWRITE);
                faulty.dieAt(call, afterEffect);
                try {
                    bench.finish(run);
                } catch (FaultyUserPool.Death e) {
                    // Looked at below.
                }
                assertThat(faulty.fired()).as("the death at call %d", call).isTrue();
                faulty.revive();
                bench.end(run);

                WriteReport.Summary summary = bench.finish(bench.start(OVERWRITE));

                String place = "died " + (afterEffect ? "after" : "before") + " call " + call;
                assertOverwritten(place, target, summary);
            }
        }
    }

    private int callsOfOverwriting() {
        InMemoryUserPool target = changedSource();
        var counting = new FaultyUserPool(target);
        bench.targets.put(target.id(), counting);
        WriteReport.Summary summary = bench.finish(bench.start(OVERWRITE));
        assertOverwritten("undisturbed", target, summary);
        return counting.calls();
    }

    /** Ann is another, Bob is gone and so is a group, Cid is as before. */
    private InMemoryUserPool changedSource() {
        InMemoryUserPool target = bench.sourceAsTarget();
        String ann = user(target, "ann").sub();
        target.setAttribute(ann, "email", "oops@example.com");
        target.setAttribute(ann, "custom:tier", "gold");
        target.changeUser(
                ann,
                user -> new User(
                        user.sub(),
                        user.username(),
                        new TreeMap<>(user.attributes()),
                        false,
                        user.status(),
                        user.created(),
                        user.lastModified()));
        target.leave(ann, "staff");
        target.addGroup("new");
        target.join(ann, "new");
        target.deleteUser(user(target, "bob").sub());
        target.deleteGroup("admins");
        return target;
    }

    private static void assertOverwritten(String place, InMemoryUserPool target, WriteReport.Summary summary) {
        assertThat(summary.users()).as(place).isEqualTo(new Counts(2, 0, 1));
        assertThat(summary.groups()).as(place).isEqualTo(new Counts(1, 0, 1));
        assertThat(summary.memberships()).as(place).isEqualTo(new Counts(3, 0, 0));
        assertThat(summary.membershipsRemoved()).as(place).isEqualTo(1);
        User ann = user(target, "ann");
        assertThat(ann.attributes()).as(place).isEqualTo(Map.of("email", "ann@example.com", "email_verified", "true"));
        assertThat(ann.enabled()).as(place).isTrue();
        assertThat(target.passwordsSet("ann")).as(place).isEmpty();
        assertThat(target.passwordsSet("bob")).as(place).hasSize(1);
        assertThat(target.members("staff"))
                .as(place)
                .containsExactlyInAnyOrder(ann.sub(), user(target, "bob").sub());
        assertThat(target.members("admins")).as(place).containsExactly(ann.sub());
        assertThat(target.members("new")).as(place).isEmpty();
        assertThat(target.users()).as(place).hasSize(3);
        assertThat(target.messages()).as(place).isEmpty();
    }

    /** Ann, if she is there already, is deleted, and somebody else signs up with her name. */
    private static void strangerTakesAnn(InMemoryUserPool target) {
        target.getUser("ann").ifPresent(user -> target.deleteUser(user.sub()));
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        target.putUser(new User(
                "stranger",
                "ann",
                new TreeMap<>(Map.of("email", "stranger@example.com")),
                true,
                "CONFIRMED",
                now,
                now));
    }

    private InMemoryUserPool dieAndResume(int call, boolean afterEffect, Consumer<InMemoryUserPool> meanwhile) {
        InMemoryUserPool target = newTarget();
        var faulty = new FaultyUserPool(target);
        bench.targets.put(target.id(), faulty);
        ImportRun run = bench.start(ImportBench.inputFor(target.id()));
        faulty.dieAt(call, afterEffect);
        boolean pinned = false;
        try {
            bench.plan(run);
            pinned = true;
            bench.workOff(run);
        } catch (FaultyUserPool.Death e) {
            // Looked at below.
        }
        assertThat(faulty.fired()).as("the death at call %d", call).isTrue();
        faulty.revive();
        bench.end(run);
        if (pinned) {
            meanwhile.accept(target);
        }
        ImportRun next = bench.start(ImportBench.inputFor(target.id()));
        assertThat(next.resumed()).isEqualTo(pinned);
        bench.plan(next);
        if (!pinned) {
            // Before, the stranger would have been a reason not to begin.
            meanwhile.accept(target);
        }
        bench.workOff(next);
        bench.release(next);
        return target;
    }

    private int callsOfAWholeImport() {
        InMemoryUserPool target = newTarget();
        var counting = new FaultyUserPool(target);
        bench.targets.put(target.id(), counting);
        assertThat(bench.importInto(target.id()).outcome()).isEqualTo("COMPLETED");
        return counting.calls();
    }

    private InMemoryUserPool newTarget() {
        targets++;
        return bench.target("eu-west-1_Target" + targets);
    }

    private static User user(InMemoryUserPool pool, String name) {
        return pool.getUser(name).orElseThrow();
    }
}
