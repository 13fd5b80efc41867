package cognitobackup.local.lambda;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** What the functions of a Region wrote to their logs. */
public final class FunctionLogs {
    private final ConcurrentLinkedQueue<LogLine> lines = new ConcurrentLinkedQueue<>();

    void add(String function, String text) {
        lines.add(new LogLine(function, text));
    }

    public List<LogLine> lines() {
        return List.copyOf(lines);
    }

    /** How many there are of each function that has written any, by its name. */
    public Map<String, Long> linesByFunction() {
        return lines.stream().collect(Collectors.groupingBy(LogLine::function, Collectors.counting()));
    }
}
