package cognitobackup.importer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A queue in memory, whose messages come again when a test says so. Thread-safe. */
final class InMemoryQueue implements WorkQueue {
    /** What SQS takes at most. */
    private static final int SQS_LIMIT_BYTES = 256 * 1024;

    private final Deque<String> waiting = new ArrayDeque<>();
    private final Map<String, String> inFlight = new LinkedHashMap<>();
    private final List<String> sent = new ArrayList<>();
    private final List<String> deadLetters = new ArrayList<>();
    private int receipts;

    @Override
    public synchronized void send(String body) {
        if (body.getBytes(StandardCharsets.UTF_8).length > SQS_LIMIT_BYTES) {
            throw new IllegalArgumentException("SQS refuses a message of more than " + SQS_LIMIT_BYTES + " bytes.");
        }
        waiting.add(body);
        sent.add(body);
    }

    @Override
    public synchronized Optional<Message> receive(Duration hidden) {
        String body = waiting.poll();
        if (body == null) {
            return Optional.empty();
        }
        receipts++;
        String receipt = "receipt-" + receipts;
        inFlight.put(receipt, body);
        return Optional.of(new Message(body, receipt));
    }

    @Override
    public synchronized void delete(Message message) {
        inFlight.remove(message.receipt());
    }

    @Override
    public synchronized void giveUp(String body) {
        deadLetters.add(body);
    }

    /** Whatever was taken and not deleted can be taken again. */
    synchronized void reappear() {
        waiting.addAll(inFlight.values());
        inFlight.clear();
    }

    /** Everything that was ever sent comes once more. */
    synchronized void redeliverAll() {
        waiting.addAll(sent);
    }

    synchronized List<String> sent() {
        return List.copyOf(sent);
    }

    synchronized List<String> waiting() {
        return List.copyOf(waiting);
    }

    synchronized List<String> deadLetters() {
        return List.copyOf(deadLetters);
    }

    synchronized boolean settled() {
        return waiting.isEmpty() && inFlight.isEmpty();
    }
}
