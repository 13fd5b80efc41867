package cognitobackup.deployer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Says nothing, and takes its time over it. While resources are created, Pulumi's runner looks again and again whether
 * that is done, without a pause, and tells its logger at each turn: the only place where it can be given one, without
 * which it takes the processor from those who create them.
 */
final class PatientLogger extends Logger {
    private static final String AT_EACH_TURN = "Remaining tasks";
    private static final long PAUSE_NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(2);

    PatientLogger() {
        super(null, null);
        setLevel(Level.OFF);
    }

    @Override
    public void log(Level level, String message) {
        if (message.startsWith(AT_EACH_TURN)) {
            LockSupport.parkNanos(PAUSE_NANOSECONDS);
        }
    }
}
