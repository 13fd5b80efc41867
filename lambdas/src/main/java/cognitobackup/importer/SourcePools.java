package cognitobackup.importer;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What the plan says of the source pool, which may be lost. */
@Singleton
class SourcePools {
    private final JsonLines lines;
    private final ObjectMapper json;

    SourcePools(JsonLines lines, ObjectMapper json) {
        this.lines = lines;
        this.json = json;
    }

    /** What of the source decides whether a target can take its users. */
    record Settings(Set<String> usernameAttributes, Set<String> aliasAttributes, boolean caseSensitive) {}

    Settings settings(ImportRun run) {
        List<SourceConfiguration> found = new ArrayList<>();
        lines.read(ImportFiles.sourceConfiguration(run), SourceConfiguration.class, found::add);
        if (found.size() != 1) {
            throw new IllegalStateException("The plan of import " + run.importId() + " has " + found.size()
                    + " configurations of the source pool; it must have one.");
        }
        return read(found.get(0).json());
    }

    private Settings read(String userPool) {
        try {
            JsonNode pool = json.readValue(userPool, JsonNode.class);
            JsonNode configuration = pool.get("UsernameConfiguration");
            JsonNode caseSensitive = configuration == null ? null : configuration.get("CaseSensitive");
            return new Settings(
                    texts(pool.get("UsernameAttributes")),
                    texts(pool.get("AliasAttributes")),
                    // Cognito's API leaves it out of pools that were made without it, and those are case-sensitive.
                    caseSensitive == null || !caseSensitive.isBoolean() || caseSensitive.getBooleanValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> texts(@Nullable JsonNode array) {
        Set<String> texts = new TreeSet<>();
        if (array != null && array.isArray()) {
            array.values().forEach(value -> texts.add(value.getStringValue()));
        }
        return texts;
    }
}
