package cognitobackup.drill.cost;

import cognitobackup.drill.cost.CountedRun.Kind;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/**
 * Counts of runs that are kept with the sources, so that an estimate takes no time; a test counts anew and compares.
 *
 * @param stacks what is there all the time, by the stack's role
 * @param runs in the order in which they were run
 */
public record CountedRuns(Map<String, StackParts> stacks, List<CountedRun> runs) {
    /** Small and of one user for a membership, so that it shows what does not depend on the size. */
    static final PoolSize SMALL = new PoolSize(300, 5, 0);

    static final PoolSize MORE_USERS = new PoolSize(1500, 5, 0);
    static final PoolSize MORE_MEMBERSHIPS = new PoolSize(1500, 5, 1500);
    static final PoolSize MORE_GROUPS = new PoolSize(300, 155, 0);

    private static final String RESOURCE = "counted.json";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public CountedRuns {
        stacks = new TreeMap<>(stacks);
        runs = List.copyOf(runs);
    }

    /** Those that are kept. */
    public static CountedRuns kept() {
        try (InputStream file = CountedRuns.class.getResourceAsStream(RESOURCE)) {
            return JSON.readValue(file, CountedRuns.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As they are kept. */
    public String text() throws IOException {
        return JSON.writeValueAsString(this) + "\n";
    }

    /** @throws NoSuchElementException if there was no such run */
    CountedRun run(Kind kind, PoolSize pool) {
        return runs.stream()
                .filter(run -> run.kind() == kind && run.pool().equals(pool))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(kind + " of " + pool));
    }
}
