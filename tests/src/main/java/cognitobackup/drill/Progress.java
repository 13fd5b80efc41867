package cognitobackup.drill;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Says on the terminal what is being done, a line a step, with the seconds since the start. */
public final class Progress {
    private final PrintWriter out;
    private final long began = System.nanoTime();

    public Progress(PrintWriter out) {
        this.out = out;
    }

    public void say(String step) {
        double seconds = Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0;
        out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, step));
    }
}
