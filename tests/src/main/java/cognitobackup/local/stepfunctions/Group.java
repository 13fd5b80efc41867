package cognitobackup.local.stepfunctions;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Threads of control that end together: those of an execution, of a Map's iterations, of a Parallel's branches. */
final class Group {
    private final List<Group> inner = new ArrayList<>();
    private final Set<Thread> threads = new HashSet<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private boolean cancelled;

    synchronized Group inner() {
        Group group = new Group();
        group.cancelled = cancelled;
        inner.add(group);
        return group;
    }

    /** The current thread works for this group from now on. */
    synchronized void enter() {
        check();
        threads.add(Thread.currentThread());
    }

    /** The current thread no longer works for this group, and may work for another. */
    synchronized void leave() {
        threads.remove(Thread.currentThread());
        // An interruption by cancel() was meant for this group.
        if (Thread.interrupted() && !cancelled) {
            Thread.currentThread().interrupt();
        }
    }

    /** Interrupts every wait of the group; what its tasks answer is ignored. */
    synchronized void cancel() {
        cancelled = true;
        threads.forEach(Thread::interrupt);
        inner.forEach(Group::cancel);
        afterwards.forEach(Runnable::run);
    }

    /** Does something quick when the group ends, or at once if it has. */
    synchronized void whenCancelled(Runnable action) {
        if (cancelled) {
            action.run();
        } else {
            afterwards.add(action);
        }
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** @throws Cancelled if the group has ended */
    synchronized void check() {
        if (cancelled) {
            throw new Cancelled();
        }
    }
}
