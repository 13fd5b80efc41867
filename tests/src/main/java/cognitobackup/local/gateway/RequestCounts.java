package cognitobackup.local.gateway;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How often each operation was asked for. */
public final class RequestCounts {
    private record Operation(AwsService service, String name) {}

    private final Map<Operation, LongAdder> counts = new ConcurrentHashMap<>();

    void add(Call call) {
        counts.computeIfAbsent(new Operation(call.service(), call.operation()), any -> new LongAdder())
                .increment();
    }

    public long of(AwsService service, String operation) {
        LongAdder count = counts.get(new Operation(service, operation));
        return count == null ? 0 : count.sum();
    }

    /** All requests to a service. */
    public long of(AwsService service) {
        return byOperation(service).values().stream().mapToLong(Long::longValue).sum();
    }

    /** The counts of a service at this moment, by operation. */
    public Map<String, Long> byOperation(AwsService service) {
        Map<String, Long> result = new TreeMap<>();
        counts.forEach((operation, count) -> {
            if (operation.service() == service) {
                result.put(operation.name(), count.sum());
            }
        });
        return result;
    }
}
