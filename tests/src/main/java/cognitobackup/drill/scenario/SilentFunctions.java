package cognitobackup.drill.scenario;

import cognitobackup.drill.Stage;
import cognitobackup.local.lambda.LambdaFunctions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds functions that have worked and left nothing in their logs, where an operator would look for what they did. */
final class SilentFunctions {
    private final Stage stage;
    private Map<String, Long> finishedBefore;
    private Map<String, Long> linesBefore;

    SilentFunctions(Stage stage) {
        this.stage = stage;
        forget();
    }

    /** What has happened so far counts no more. */
    void forget() {
        finishedBefore = finished();
        linesBefore = lines();
    }

    /** Their names, in both Regions. */
    Set<String> names() {
        Map<String, Long> lines = lines();
        Set<String> silent = new TreeSet<>();
        finished().forEach((function, count) -> {
            if (count > finishedBefore.getOrDefault(function, 0L)
                    && lines.getOrDefault(function, 0L).equals(linesBefore.getOrDefault(function, 0L))) {
                silent.add(function);
            }
        });
        return silent;
    }

    private Map<String, Long> finished() {
        Map<String, Long> finished = new HashMap<>();
        functions().forEach(region -> finished.putAll(region.finished()));
        return finished;
    }

    private Map<String, Long> lines() {
        Map<String, Long> lines = new HashMap<>();
        functions().forEach(region -> lines.putAll(region.logs().linesByFunction()));
        return lines;
    }

    private List<LambdaFunctions> functions() {
        return List.of(
                stage.region(Stage.PRIMARY).functions(),
                stage.region(Stage.SECONDARY).functions());
    }
}
