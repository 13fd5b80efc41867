package cognitobackup.watch;

import java.util.Map;

/** The queues of what was given up. */
interface DeadLetterQueues {
    /** About how many messages there are in each, by what the queue is for. */
    Map<String, Long> depths();
}
