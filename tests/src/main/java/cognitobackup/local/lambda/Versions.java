package cognitobackup.local.lambda;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What has been published of the functions of a Region. A number is never used again, not even after the function was
 * deleted.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html">Versions</a>
 */
final class Versions {
    private final Map<String, TreeMap<Integer, FunctionDefinition>> published = new HashMap<>();
    private final Map<String, Integer> lastNumbers = new HashMap<>();

    /** The function as it is now; the last version of it where that is the same. */
    synchronized FunctionDefinition publish(FunctionDefinition latest) {
        TreeMap<Integer, FunctionDefinition> versions =
                published.computeIfAbsent(latest.name(), any -> new TreeMap<>());
        if (!versions.isEmpty()) {
            FunctionDefinition last = versions.lastEntry().getValue();
            if (latest.withVersion(last.version()).equals(last)) {
                return last;
            }
        }
        int number = lastNumbers.merge(latest.name(), 1, Integer::sum);
        FunctionDefinition version = latest.withVersion(Integer.toString(number));
        versions.put(number, version);
        return version;
    }

    synchronized Optional<FunctionDefinition> of(String function, String version) {
        return published.getOrDefault(function, new TreeMap<>()).values().stream()
                .filter(each -> each.version().equals(version))
                .findFirst();
    }

    synchronized void delete(String function) {
        published.remove(function);
    }
}
