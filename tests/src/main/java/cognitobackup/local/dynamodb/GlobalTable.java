package cognitobackup.local.dynamodb;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;

/**
 * One table with replicas in several Regions.
 *
 * <p>As in DynamoDB (version 2019.11.21): changes travel item by item, transactions are not kept together, and of two
 * writes to one item in two Regions the later one wins everywhere.
 */
final class GlobalTable {
    private final Map<String, Replica> replicas = new ConcurrentHashMap<>();
    private final Map<String, List<Change>> onTheirWay = new ConcurrentHashMap<>();
    private final AtomicLong stamps = new AtomicLong();

    long nextStamp() {
        return stamps.incrementAndGet();
    }

    Optional<Replica> replica(String region) {
        return Optional.ofNullable(replicas.get(region));
    }

    List<String> regions() {
        return replicas.keySet().stream().sorted().toList();
    }

    synchronized void add(Replica replica) {
        onTheirWay.put(replica.region(), new ArrayList<>());
        replicas.put(replica.region(), replica);
    }

    /** Sends everything that one Region has to another that has just joined. */
    synchronized void fill(Replica from, String to) {
        Lock lock = from.forReplication();
        lock.lock();
        try {
            send(from.ownWrites(System.nanoTime()));
            onTheirWay.get(to).addAll(from.everything(System.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    /** What has not arrived yet is lost with the Region it comes from. */
    synchronized void lose(String region) {
        replicas.remove(region);
        onTheirWay.remove(region);
        onTheirWay
                .values()
                .forEach(changes -> changes.removeIf(change -> change.origin().equals(region)));
    }

    synchronized int waiting() {
        return onTheirWay.values().stream().mapToInt(List::size).sum();
    }

    /** Takes up what the Regions have written since the last time. */
    synchronized void collect(long lagNanoseconds) {
        for (Replica replica : replicas.values()) {
            send(replica.ownWrites(System.nanoTime() + lagNanoseconds));
        }
    }

    /**
     * Brings at most so many changes to their Regions.
     *
     * @return how many it brought
     */
    synchronized int deliver(int atMost, ReplicationOrder order, long lagNanoseconds) {
        int delivered = 0;
        for (Replica target : replicas.values()) {
            List<Change> batch;
            do {
                batch = take(target.region(), Math.min(Replica.BATCH, atMost - delivered), order);
                if (!batch.isEmpty()) {
                    apply(target, batch, System.nanoTime() + lagNanoseconds);
                }
                delivered += batch.size();
            } while (!batch.isEmpty());
        }
        return delivered;
    }

    private List<Change> take(String region, int atMost, ReplicationOrder order) {
        long now = System.nanoTime();
        List<Change> waiting = onTheirWay.get(region);
        List<Change> due = new ArrayList<>(
                waiting.stream().filter(change -> change.dueAt() - now <= 0).toList());
        order.arrange(due);
        List<Change> taken = due.subList(0, Math.min(Math.max(atMost, 0), due.size()));
        if (taken.size() == waiting.size()) {
            waiting.clear();
        } else {
            Set<Change> gone = Collections.newSetFromMap(new IdentityHashMap<>());
            gone.addAll(taken);
            waiting.removeIf(gone::contains);
        }
        return List.copyOf(taken);
    }

    private void apply(Replica target, List<Change> batch, long dueAt) {
        Map<String, Change> latestOfItem = new LinkedHashMap<>();
        for (Change change : batch) {
            latestOfItem.merge(change.item(), change, (one, other) -> one.stamp() > other.stamp() ? one : other);
        }
        Lock lock = target.forReplication();
        lock.lock();
        try {
            send(target.ownWrites(dueAt));
            send(target.apply(latestOfItem.values(), dueAt));
        } finally {
            lock.unlock();
        }
    }

    private void send(List<Change> changes) {
        for (Change change : changes) {
            onTheirWay.forEach((region, waiting) -> {
                if (!region.equals(change.origin())) {
                    waiting.add(change);
                }
            });
        }
    }
}
