package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/** Runs the iterations of a Map or the branches of a Parallel beside each other. The first failure ends the others. */
final class Siblings {
    private final History history;
    private final ExecutorService threads;
    private final BiConsumer<Branch, Group> runner;

    Siblings(History history, ExecutorService threads, BiConsumer<Branch, Group> runner) {
        this.history = history;
        this.threads = threads;
        this.runner = runner;
    }

    /**
     * Runs those children of a branch that are not done.
     *
     * @param atOnce how many at a time
     * @throws StateFailure the first of the children that fails
     * @throws Cancelled if the group ends
     */
    void run(Branch parent, State state, int atOnce, Group group) {
        Run run = new Run(parent, state, group.inner());
        int workers = Math.min(atOnce, run.waiting.size());
        List<Future<?>> futures = IntStream.range(0, workers)
                .<Future<?>>mapToObj(i -> threads.submit(run::work))
                .toList();
        boolean interrupted = false;
        for (Future<?> future : futures) {
            interrupted |= await(future, run.inner);
        }
        if (interrupted) {
            throw new Cancelled();
        }
        if (run.failure.get() != null) {
            throw run.failure.get();
        }
        group.check();
    }

    /** Waits to the end even if interrupted, so that nothing of a branch still moves when its parent goes on. */
    private static boolean await(Future<?> future, Group inner) {
        boolean interrupted = false;
        while (true) {
            try {
                future.get();
                return interrupted;
            } catch (InterruptedException e) {
                interrupted = true;
                inner.cancel();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private final class Run {
        private final State state;
        private final List<Branch> children;
        private final long started;
        private final Group inner;
        private final Queue<Integer> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicReference<StateFailure> failure = new AtomicReference<>();

        Run(Branch parent, State state, Group inner) {
            this.state = state;
            this.children = parent.children();
            this.started = parent.lastEvent();
            this.inner = inner;
            List<Integer> unfinished = new ArrayList<>();
            for (int i = 0; i < children.size(); i++) {
                if (!children.get(i).isDone()) {
                    unfinished.add(i);
                }
            }
            waiting.addAll(unfinished);
        }

        void work() {
            try {
                inner.enter();
            } catch (Cancelled e) {
                return;
            }
            try {
                for (Integer index = waiting.poll(); index != null; index = waiting.poll()) {
                    child(index, children.get(index));
                }
            } catch (Cancelled e) {
                // The others have ended this one: its place is kept for a redrive.
                return;
            } finally {
                inner.leave();
            }
        }

        private void child(int index, Branch child) {
            inner.check();
            try {
                started(index, child);
                runner.accept(child, inner);
                ended("Succeeded", index, child);
            } catch (StateFailure e) {
                failed(e, index, child);
            } catch (Cancelled e) {
                ended("Aborted", index, child);
                throw e;
            } catch (RuntimeException e) {
                failed(StateFailure.runtime("This local AWS failed: " + e), index, child);
            }
        }

        private void failed(StateFailure e, int index, Branch child) {
            if (failure.compareAndSet(null, e)) {
                ended("Failed", index, child);
                inner.cancel();
            }
        }

        private void started(int index, Branch child) {
            if (state instanceof State.MapState) {
                child.follow(
                        history.add("MapIterationStarted", started, "mapIterationStartedEventDetails", details(index)));
            } else if (child.lastEvent() == 0) {
                child.follow(started);
            }
        }

        private void ended(String how, int index, Branch child) {
            if (state instanceof State.MapState) {
                String type = "MapIteration" + how;
                history.addIfRoom(type, child.lastEvent(), History.detailsOf(type), details(index));
            }
        }

        private ObjectNode details(int index) {
            ObjectNode details = JsonNodeFactory.instance.objectNode();
            details.put("name", state.name());
            details.put("index", index);
            return details;
        }
    }
}
