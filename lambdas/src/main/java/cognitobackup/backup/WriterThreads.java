package cognitobackup.backup;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which writes to the table are in flight: none while nothing is written. */
final class WriterThreads extends ThreadPoolExecutor {
    /** Sixty writes of some ten milliseconds, a page of a listing, then take about as long as Cognito takes for a page. */
    private static final int THREADS = 8;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    WriterThreads() {
        super(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, "table-writer-" + NUMBER.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        allowCoreThreadTimeOut(true);
    }
}
