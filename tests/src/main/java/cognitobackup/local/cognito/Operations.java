package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The operations that are built, by name, and the pools that they work on. */
final class Operations {
    private final Clock clock;
    private final Map<String, Operation> byName = new HashMap<>();
    private final NavigableMap<String, Pool> pools = new TreeMap<>();

    Operations(Clock clock) {
        this.clock = clock;
    }

    /** What an operation does with a request that satisfies the service model. */
    @FunctionalInterface
    interface Handler {
        ObjectNode answer(Request request);
    }

    /** The same on one pool, with its monitor held. */
    @FunctionalInterface
    interface PoolHandler {
        ObjectNode answer(Pool pool, Request request);
    }

    private record Operation(Members members, Handler handler) {}

    void add(String name, Members members, Handler handler) {
        if (byName.put(name, new Operation(members, handler)) != null) {
            throw new IllegalArgumentException(name + " is there twice.");
        }
    }

    /** Adds an operation on the pool that {@code UserPoolId} names. */
    void addOnPool(String name, Members members, PoolHandler handler) {
        add(name, members, request -> with(pool(request.text("UserPoolId")), pool -> handler.answer(pool, request)));
    }

    /** Works on a pool with its monitor held, after its import job has done what it would have done until now. */
    <T> T with(Pool pool, Function<Pool, T> work) {
        synchronized (pool) {
            pool.imports().advance(clock.instant());
            return work.apply(pool);
        }
    }

    Set<String> names() {
        return Set.copyOf(byName.keySet());
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /** Checks a request against the service model and answers it. */
    ObjectNode answer(String name, ObjectNode body) {
        Operation operation = byName.get(name);
        return operation.handler().answer(operation.members().check(name, body));
    }

    Pool pool(String userPoolId) {
        synchronized (pools) {
            return Optional.ofNullable(pools.get(userPoolId)).orElseThrow(() -> CognitoErrors.poolNotFound(userPoolId));
        }
    }

    NavigableMap<String, Pool> pools() {
        synchronized (pools) {
            return new TreeMap<>(pools);
        }
    }

    void addPool(Pool pool) {
        synchronized (pools) {
            pools.put(pool.id(), pool);
        }
    }

    void removePool(Pool pool) {
        synchronized (pools) {
            pools.remove(pool.id());
        }
    }
}
