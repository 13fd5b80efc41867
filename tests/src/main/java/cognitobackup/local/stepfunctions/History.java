package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What happened in an execution, event by event, in AWS's types and details.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html">HistoryEvent</a>
 */
final class History {
    private final Clock clock;
    private final List<ObjectNode> events = new ArrayList<>();
    private boolean closed;

    History(Clock clock) {
        this.clock = clock;
    }

    /**
     * @param previous the id of the event that led to this one, 0 for none
     * @param details null for a type that has none
     * @return the id of the event
     * @throws StateFailure if there is only room left for the end
     * @throws Cancelled if the execution has ended
     */
    synchronized long add(String type, long previous, String detailsName, ObjectNode details) {
        if (closed) {
            throw new Cancelled();
        }
        requireRoom();
        return append(type, previous, detailsName, details);
    }

    /** @throws StateFailure if there is only room left for the end */
    synchronized void requireRoom() {
        if (events.size() >= Limits.HISTORY_EVENTS - 1) {
            throw StateFailure.runtime(
                    "The execution reached the maximum number of history events (" + Limits.HISTORY_EVENTS + ").");
        }
    }

    /** As {@link #add}, but left out where there is no room: what follows a failure must not hide it. */
    synchronized void addIfRoom(String type, long previous, String detailsName, ObjectNode details) {
        if (!closed && events.size() < Limits.HISTORY_EVENTS - 1) {
            append(type, previous, detailsName, details);
        }
    }

    /** The last event, until the execution is redriven. */
    synchronized void close(String type, long previous, String detailsName, ObjectNode details) {
        append(type, previous, detailsName, details);
        closed = true;
    }

    synchronized void reopen() {
        closed = false;
    }

    synchronized List<ObjectNode> events() {
        return List.copyOf(events);
    }

    synchronized int size() {
        return events.size();
    }

    private long append(String type, long previous, String detailsName, ObjectNode details) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.set("timestamp", seconds(clock.instant()));
        event.put("type", type);
        event.put("id", events.size() + 1L);
        event.put("previousEventId", previous);
        if (details != null) {
            event.set(detailsName, details);
        }
        events.add(event);
        return events.size();
    }

    /** A time as the AWS JSON protocol says it: seconds since 1970, with milliseconds as decimals. */
    static JsonNode seconds(Instant time) {
        return JsonNodeFactory.instance.numberNode(BigDecimal.valueOf(time.toEpochMilli(), 3));
    }

    /** As AWS names the details of most types: {@code TaskFailed} has {@code taskFailedEventDetails}. */
    static String detailsOf(String type) {
        return type.substring(0, 1).toLowerCase(Locale.ROOT) + type.substring(1) + "EventDetails";
    }
}
