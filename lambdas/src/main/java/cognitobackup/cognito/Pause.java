package cognitobackup.cognito;

import java.time.Duration;

/** Waits; given from outside so that tests need not. */
@FunctionalInterface
interface Pause {
    void pause(Duration duration) throws InterruptedException;
}
