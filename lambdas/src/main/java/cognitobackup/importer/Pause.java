package cognitobackup.importer;

import jakarta.inject.Singleton;
import java.time.Duration;

/** Waiting, so that tests need not. */
interface Pause {
    void pause(Duration duration);

    /** Really waits. */
    @Singleton
    class Sleep implements Pause {
        @Override
        public void pause(Duration duration) {
            try {
                Thread.sleep(duration.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting.", e);
            }
        }
    }
}
