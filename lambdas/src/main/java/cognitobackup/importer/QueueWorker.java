package cognitobackup.importer;

import cognitobackup.backup.RunLockLostException;
import cognitobackup.cognito.AccessDeniedException;
import cognitobackup.cognito.RejectedByCognitoException;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionSettings;
import cognitobackup.function.TemporaryFailure;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Works off one of an import's queues. A message is deleted only when all that it asked for is done, or sent on: a user
 * that fails as a message of its own, what was not begun as another. Everything may come twice.
 */
@Singleton
class QueueWorker {
    /** After so many failures a user is given up. */
    static final int ATTEMPTS = 3;

    /** Enough to use up a worker's part of the budget at the usual answering times; the budget itself sets the pace. */
    private static final int USERS_AT_ONCE = 4;

    private final FunctionSettings settings;
    private final ImportAccess access;
    private final Messages messages;
    private final Results results;

    QueueWorker(FunctionSettings settings, ImportAccess access, Messages messages, Results results) {
        this.settings = settings;
        this.access = access;
        this.messages = messages;
        this.results = results;
    }

    /**
     * What a worker has done so far.
     *
     * @param done whether the queue had nothing more for it
     * @param users how many users it has dealt with
     * @param givenUp how many of them it gave up
     * @param dropped how many messages of other imports it dropped
     * @param unreadable how many messages it put aside because they could not be read
     */
    @Serdeable
    record Progress(boolean done, long users, long givenUp, long dropped, long unreadable) {
        static final Progress NOTHING = new Progress(false, 0, 0, 0, 0);
    }

    /**
     * Takes messages until there is none, or the deadline comes.
     *
     * @param task does the work of one user; safe to repeat, and called by several threads at once
     */
    Progress work(ImportRun run, WorkQueue queue, Consumer<UserWork> task, Progress progress, Deadline deadline) {
        var shift = new Shift(run, queue, task, progress, deadline);
        try {
            return shift.work();
        } finally {
            shift.users.shutdownNow();
        }
    }

    /** What became of one user's work. */
    private enum Ending {
        DONE,
        NOT_BEGUN,
        FAILED,
        GIVEN_UP
    }

    private record Ended(UserWork work, Ending ending) {}

    /** One invocation's work. */
    private final class Shift {
        private final ImportRun run;
        private final WorkQueue queue;
        private final Consumer<UserWork> task;
        private final Deadline deadline;
        private final ExecutorService users = Executors.newFixedThreadPool(USERS_AT_ONCE);
        private long handled;
        private long givenUp;
        private long dropped;
        private long unreadable;

        Shift(ImportRun run, WorkQueue queue, Consumer<UserWork> task, Progress progress, Deadline deadline) {
            this.run = run;
            this.queue = queue;
            this.task = task;
            this.deadline = deadline;
            this.handled = progress.users();
            this.givenUp = progress.givenUp();
            this.dropped = progress.dropped();
            this.unreadable = progress.unreadable();
        }

        Progress work() {
            while (!deadline.passed()) {
                access.checkLocks(run);
                // Nobody else may get a message as long as an invocation can live.
                Optional<WorkQueue.Message> message = queue.receive(settings.functionTimeout());
                if (message.isEmpty()) {
                    return progress(true);
                }
                handle(message.get());
            }
            return progress(false);
        }

        private Progress progress(boolean done) {
            return new Progress(done, handled, givenUp, dropped, unreadable);
        }

        private void handle(WorkQueue.Message message) {
            Optional<WorkMessage> content = messages.read(message.body());
            if (content.isEmpty()) {
                queue.giveUp(message.body());
                unreadable++;
            } else if (!content.get().importId().equals(run.importId().value())) {
                dropped++;
            } else {
                sendOn(work(messages.work(content.get())));
            }
            queue.delete(message);
        }

        private List<Ended> work(List<UserWork> work) {
            List<Future<Ended>> futures = new ArrayList<>();
            work.forEach(each -> futures.add(users.submit((Callable<Ended>) () -> new Ended(each, tryOne(each)))));
            List<Ended> ended = new ArrayList<>();
            futures.forEach(future -> ended.add(result(future)));
            return ended;
        }

        private Ended result(Future<Ended> future) {
            try {
                return future.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TemporaryFailure("A worker of a queue was interrupted.");
            }
        }

        private Ending tryOne(UserWork work) {
            if (deadline.passed()) {
                return Ending.NOT_BEGUN;
            }
            try {
                task.accept(work);
                return Ending.DONE;
            } catch (RunLockLostException | AccessDeniedException e) {
                throw e;
            } catch (RejectedByCognitoException e) {
                // Asking again helps only where Cognito does not know a user yet that it has just created.
                return e.errorCode().equals(UpdateUser.USER_NOT_FOUND)
                        ? failed(work, e.getMessage())
                        : giveUp(work, e.getMessage());
            } catch (TemporaryFailure e) {
                // Whatever the deadline cut off did not fail.
                return deadline.passed() ? Ending.NOT_BEGUN : failed(work, e.getMessage());
            } catch (RuntimeException e) {
                return failed(work, e.getClass().getSimpleName());
            }
        }

        private Ending failed(UserWork work, String reason) {
            return work.attempts() + 1 >= ATTEMPTS ? giveUp(work, reason) : Ending.FAILED;
        }

        private Ending giveUp(UserWork work, String reason) {
            results.userFailed(run, work.identity(), work.sub(), reason);
            return Ending.GIVEN_UP;
        }

        private void sendOn(List<Ended> ended) {
            var rest = messages.packer(run, queue, Integer.MAX_VALUE);
            for (Ended each : ended) {
                switch (each.ending()) {
                    case DONE -> handled++;
                    case NOT_BEGUN -> rest.add(each.work(), 1);
                    case FAILED -> queue.send(messages.of(run, each.work().failedAgain()));
                    case GIVEN_UP -> {
                        queue.giveUp(messages.of(run, each.work().failedAgain()));
                        handled++;
                        givenUp++;
                    }
                }
            }
            rest.flush();
        }
    }
}
