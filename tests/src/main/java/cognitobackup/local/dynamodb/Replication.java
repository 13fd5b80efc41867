package cognitobackup.local.dynamodb;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Carries the changes of all global tables, and lets tests hold them up. */
public final class Replication implements AutoCloseable {
    /** Deletions by TTL come without a request that could wake the carrier, so it also looks by itself. */
    private static final Duration LOOKS_EVERY = Duration.ofMillis(250);

    /** Writes come close together; carried together they cost a tenth. At AWS they mostly take less than a second. */
    private static final Duration GATHERS_FOR = Duration.ofMillis(100);

    private final Supplier<Collection<GlobalTable>> tables;
    private final Thread carrier = new Thread(this::run, "local-replication");
    private final Semaphore something = new Semaphore(0);
    private volatile boolean closed;
    private volatile RuntimeException failure;
    private volatile boolean paused;
    private volatile Duration lag = Duration.ZERO;
    private volatile ReplicationOrder order = ReplicationOrder.asWritten();

    Replication(Supplier<Collection<GlobalTable>> tables) {
        this.tables = tables;
        carrier.setDaemon(true);
        carrier.start();
    }

    /** From now on nothing arrives anywhere; what is written waits. When this returns, nothing is being applied. */
    public void pause() {
        paused = true;
        // Delivery holds the table's monitor, as counting does: once we have had it, no delivery is under way.
        waiting();
    }

    public void resume() {
        paused = false;
        wake();
    }

    /** How long changes written from now on take at least. */
    public void setLag(Duration lag) {
        this.lag = lag;
    }

    public void setOrder(ReplicationOrder order) {
        this.order = order;
    }

    /** While paused: lets this many changes arrive, or fewer if no more have been written. */
    public int deliver(int changes) {
        collect();
        int delivered = 0;
        for (GlobalTable table : tables.get()) {
            delivered += table.deliver(changes - delivered, order, lag.toNanos());
        }
        return delivered;
    }

    /** How many changes are on their way, those among them that have not been read from a stream yet. */
    public int waiting() {
        collect();
        return tables.get().stream().mapToInt(GlobalTable::waiting).sum();
    }

    /** Waits until every change written so far has arrived. */
    public void awaitCaughtUp(Duration atMost) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + atMost.toNanos();
        while (waiting() > 0) {
            if (failure != null) {
                throw new IllegalStateException("replication has broken", failure);
            }
            if (System.nanoTime() - end > 0) {
                throw new TimeoutException(waiting() + " changes have not been replicated after " + atMost);
            }
            wake();
            TimeUnit.MILLISECONDS.sleep(GATHERS_FOR.toMillis() / 2);
        }
    }

    void wake() {
        something.release();
    }

    private void collect() {
        tables.get().forEach(table -> table.collect(lag.toNanos()));
    }

    private void run() {
        try {
            while (!closed) {
                if (something.tryAcquire(LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                    TimeUnit.MILLISECONDS.sleep(GATHERS_FOR.toMillis());
                    something.drainPermits();
                }
                collect();
                if (!paused) {
                    tables.get().forEach(table -> table.deliver(Integer.MAX_VALUE, order, lag.toNanos()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Whoever waits for a change is told.
            failure = e;
        }
    }

    @Override
    public void close() {
        closed = true;
        wake();
        try {
            carrier.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
