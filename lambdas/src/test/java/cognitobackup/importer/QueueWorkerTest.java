package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.backup.RunLockLostException;
import cognitobackup.cognito.AccessDeniedException;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.cognito.RejectedByCognitoException;
import cognitobackup.function.Deadline;
import cognitobackup.function.TemporaryFailure;
import cognitobackup.pool.User;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to messages and to the users in them. */
class QueueWorkerTest {
    private static final String TARGET = "eu-west-1_Target1";

    private final ImportBench bench = new ImportBench();
    private InMemoryUserPool target;
    private ImportRun run;

    @BeforeEach
    void pinAPlan() {
        String ann = bench.source.addUser("ann", Map.of()).sub();
        bench.source.addUser("bob", Map.of());
        bench.source.addGroup("staff");
        bench.source.join(ann, "staff");
        bench.export();
        target = bench.target(TARGET);
        run = bench.start(ImportBench.inputFor(TARGET));
        bench.plan(run);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void messagesThatComeTwiceDoNothingTwice() {
        bench.workOff(run);
        bench.newUsers.redeliverAll();
        bench.userUpdates.redeliverAll();
        bench.work(run, new DecideRound.Worker(DecideRound.Queue.NEW_USERS, 0, 1));
        bench.work(run, new DecideRound.Worker(DecideRound.Queue.USER_UPDATES, 0, 1));

        assertThat(target.users()).hasSize(2);
        assertThat(target.users()).allSatisfy(user -> assertThat(target.passwordsSet(user.username()))
                .hasSize(1));
        assertThat(target.members("staff")).hasSize(1);
    }

    @Test
    void aUserWhoHasSetAPasswordIsNeverGivenAnother() {
        bench.workOff(run);
        target.setPermanentPassword("ann", "chosen by ann");
        bench.newUsers.redeliverAll();
        bench.work(run, new DecideRound.Worker(DecideRound.Queue.NEW_USERS, 0, 1));

        assertThat(target.passwordsSet("ann")).hasSize(2).last().isEqualTo("chosen by ann");
    }

    @Test
    void messagesOfAnotherImportAreDroppedAndCounted() {
        bench.newUsers.send("{\"importId\":\"2020-01-01T00:00:00.000Z\",\"users\":[{\"sub\":\"x\",\"identity\":\"x\","
                + "\"username\":\"x\",\"disable\":false,\"attempts\":0}]}");

        QueueWorker.Progress progress = work(user -> {
            throw new AssertionError("worked on another import's message");
        });

        assertThat(progress).isEqualTo(new QueueWorker.Progress(true, 0, 0, 1, 0));
        assertThat(bench.newUsers.settled()).isTrue();
    }

    @Test
    void aMessageThatCannotBeReadIsPutAsideAndNotDropped() {
        bench.newUsers.send("not JSON");

        assertThat(work(user -> {}).unreadable()).isEqualTo(1);
        assertThat(bench.newUsers.deadLetters()).containsExactly("not JSON");
    }

    @Test
    void aUserThatFailsIsTriedThriceByItselfAndTheOthersAreFinished() {
        send(List.of("one", "two", "three"));
        Queue<String> worked = new ConcurrentLinkedQueue<>();

        QueueWorker.Progress progress = work(user -> {
            worked.add(user.sub());
            if (user.sub().equals("two")) {
                throw new TemporaryFailure("no answer");
            }
        });

        assertThat(progress.users()).isEqualTo(3);
        assertThat(progress.givenUp()).isEqualTo(1);
        assertThat(worked).containsExactlyInAnyOrder("one", "two", "three", "two", "two");
        assertThat(bench.newUsers.deadLetters()).singleElement().satisfies(body -> assertThat(
                        bench.messages().read(body).orElseThrow().users())
                .singleElement()
                .satisfies(user -> assertThat(user.sub()).isEqualTo("two"))
                .satisfies(user -> assertThat(user.attempts()).isEqualTo(3)));
        assertThat(bench.results()
                        .user(run, "two", "two")
                        .flatMap(UserResult::failure)
                        .orElseThrow()
                        .reason())
                .isEqualTo("no answer");
        assertThat(bench.newUsers.settled()).isTrue();
    }

    @Test
    void whatCognitoRefusesIsNotTriedAgain() {
        send(List.of("one"));
        var tries = new AtomicInteger();

        work(user -> {
            tries.incrementAndGet();
            throw new RejectedByCognitoException("AdminCreateUser", "InvalidParameterException");
        });

        assertThat(tries).hasValue(1);
        assertThat(bench.newUsers.deadLetters()).hasSize(1);
    }

    @Test
    void whatIamDeniesStopsTheWorkerAndGivesNobodyUp() {
        send(List.of("one", "two"));

        assertThatThrownBy(() -> work(user -> {
                    throw new AccessDeniedException("AdminCreateUser");
                }))
                .isInstanceOf(AccessDeniedException.class);

        assertThat(bench.newUsers.deadLetters()).isEmpty();
        assertThat(bench.results().user(run, "one", "one")).isEmpty();
    }

    @Test
    void aUserThatCognitoDoesNotKnowYetIsTriedAgain() {
        send(List.of("one"));
        var tries = new AtomicInteger();

        QueueWorker.Progress progress = work(user -> {
            if (tries.incrementAndGet() == 1) {
                throw new RejectedByCognitoException("AdminAddUserToGroup", "UserNotFoundException");
            }
        });

        assertThat(tries).hasValue(2);
        assertThat(progress.givenUp()).isZero();
    }

    @Test
    void whatWasNotBegunBeforeTheDeadlineIsReturnedUncounted() {
        List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h");
        send(names);
        var left = new AtomicInteger(3);
        Queue<String> worked = new ConcurrentLinkedQueue<>();

        QueueWorker.Progress progress = bench.worker()
                .work(
                        run,
                        bench.newUsers,
                        user -> worked.add(user.sub()),
                        QueueWorker.Progress.NOTHING,
                        new Deadline(() -> left.getAndDecrement() > 0 ? 1000 : 0, Duration.ZERO));

        assertThat(progress.done()).isFalse();
        assertThat(worked).hasSize(2);
        List<UserWork> returned = bench.newUsers.waiting().stream()
                .flatMap(body -> bench.messages().read(body).orElseThrow().users().stream())
                .toList();
        assertThat(returned).hasSize(6).allSatisfy(user -> assertThat(user.attempts())
                .isZero());
        work(user -> worked.add(user.sub()));
        assertThat(worked).containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void aRunThatLostItsLockTouchesNoMessage() {
        send(List.of("one"));
        bench.release(run);

        assertThatThrownBy(() -> work(user -> {})).isInstanceOf(RunLockLostException.class);
        assertThat(bench.newUsers.waiting()).hasSize(1);
    }

    @Test
    void aUserOfTheTargetThatSomebodyElseMadeIsReportedAndLeftAlone() {
        signUp("ann");

        WriteReport.Summary summary = bench.workOff(run);

        assertThat(summary.outcome()).isEqualTo("INCOMPLETE");
        assertThat(summary.users()).isEqualTo(new Counts(1, 1, 0));
        assertThat(summary.memberships()).isEqualTo(new Counts(0, 1, 0));
        assertThat(bench.findings(summary)).extracting(Finding::reason).contains("identity taken");
        assertThat(target.members("staff")).isEmpty();
        assertThat(target.passwordsSet("ann")).isEmpty();
    }

    @Test
    void identitiesThatAreTrustedGetTheirGroupsAndKeepTheirPassword() {
        bench.release(run);
        bench.target("eu-west-1_Trusted");
        target = (InMemoryUserPool) bench.targets.get("eu-west-1_Trusted");
        run = bench.start("{\"targetUserPoolId\":\"eu-west-1_Trusted\",\"trustExistingIdentities\":true}");
        bench.plan(run);
        signUp("ann");

        WriteReport.Summary summary = bench.workOff(run);

        assertThat(summary.outcome()).isEqualTo("COMPLETED");
        assertThat(target.members("staff")).containsExactly("stranger-ann");
        assertThat(target.passwordsSet("ann")).isEmpty();
    }

    @Test
    void aUserThatOutgrowsAMessageGoesThroughTheBucket() {
        String large = "x".repeat(300 * 1024);
        var work = UserWork.creation("sub", "big", "big", Map.of("custom:tier", large), false);
        Messages.Packer packer = bench.messages().packer(run, bench.newUsers, 10);
        packer.add(work, 1);
        packer.flush();

        assertThat(bench.newUsers.waiting()).singleElement().satisfies(body -> assertThat(body)
                .hasSizeLessThan(1000));
        Queue<UserWork> worked = new ConcurrentLinkedQueue<>();
        work(worked::add);
        assertThat(worked).containsExactly(work);
    }

    @Test
    void noMessageOutgrowsItsLimits() {
        Messages.Packer packer = bench.messages().packer(run, bench.newUsers, 1000);
        for (int i = 0; i < 100; i++) {
            packer.add(UserWork.creation("s" + i, "u" + i, "u" + i, Map.of("name", "é".repeat(5000)), false), 1);
        }
        packer.flush();

        assertThat(bench.newUsers.waiting()).allSatisfy(body -> assertThat(body.getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(WorkQueue.MOST_BYTES));
        assertThat(bench.newUsers.waiting()).hasSizeLessThan(8);
    }

    private void signUp(String name) {
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        target.putUser(new User("stranger-" + name, name, new TreeMap<>(), true, "CONFIRMED", now, now));
    }

    private QueueWorker.Progress work(Consumer<UserWork> task) {
        return bench.worker().work(run, bench.newUsers, task, QueueWorker.Progress.NOTHING, bench.deadline);
    }

    private void send(List<String> names) {
        Messages.Packer packer = bench.messages().packer(run, bench.newUsers, 100);
        names.forEach(name -> packer.add(UserWork.creation(name, name, name, Map.of(), false), 1));
        packer.flush();
    }
}
