package cognitobackup.local.lambda;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the functions of a Region wrote to their logs. */
public final class FunctionLogs {
    private final ConcurrentLinkedQueue<LogLine> lines = new ConcurrentLinkedQueue<>();

    void add(String function, String text) {
        lines.add(new LogLine(function, text));
    }

    public List<LogLine> lines() {
        return List.copyOf(lines);
    }
}
