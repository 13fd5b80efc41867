package cognitobackup.importer;

import java.time.Duration;
import java.util.Optional;

/** One of an import's queues with its dead-letter queue. Messages may come twice and in any order. */
public interface WorkQueue {
    /** The longest message that is sent, in bytes of UTF-8: below what SQS takes, with room to spare. */
    int MOST_BYTES = 200 * 1024;

    void send(String body);

    /**
     * Takes a message, waiting a little for one to come.
     *
     * @param hidden how long nobody else gets it, unless it is deleted before
     */
    Optional<Message> receive(Duration hidden);

    void delete(Message message);

    /** Keeps in the dead-letter queue what is given up. */
    void giveUp(String body);

    /** A message that was taken; the receipt is what deletes it. */
    record Message(String body, String receipt) {}
}
