package cognitobackup.drill.endpoint;

import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.exception.SdkException;

/** What all probes do. */
final class Probing {
    private Probing() {}

    /** A moment between two looks at something that takes its time. */
    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(250);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EndpointException("Interrupted.");
        }
    }

    /** What was not made need not be deleted. */
    static void quietly(Runnable deletion) {
        try {
            deletion.run();
        } catch (SdkException notThere) {
            // Nothing to delete.
        }
    }
}
