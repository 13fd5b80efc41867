package cognitobackup.importer;

import cognitobackup.backup.Backups;
import cognitobackup.function.RefusedException;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.Identity;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.User;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What backup and plan say of the source pool, which may be lost. */
@Singleton
class SourcePools {
    /** The part of the configuration that is the pool itself. */
    static final String POOL_PART = "pool";

    private final Backups backups;
    private final JsonLines lines;
    private final ObjectMapper json;

    SourcePools(Backups backups, JsonLines lines, ObjectMapper json) {
        this.backups = backups;
        this.lines = lines;
        this.json = json;
    }

    /** What of the source decides whether a target can take its users. */
    record Settings(Set<String> usernameAttributes, Set<String> aliasAttributes, boolean caseSensitive) {
        /** What the user signs in with in the source, as the backup's index has it. */
        Optional<String> identity(User user) {
            return Identity.of(
                    user,
                    new PoolSettings(
                            "",
                            usernameAttributes,
                            aliasAttributes,
                            caseSensitive,
                            "",
                            Set.of(),
                            Map.of(),
                            Set.of(),
                            0));
        }

        /** A name that somebody signs in with, as the backup's index has it. */
        String folded(String name) {
            return caseSensitive ? name : name.toLowerCase(Locale.ROOT);
        }
    }

    /** As the plan has it; nothing where a snapshot was planned that is not whole. */
    Optional<Settings> planned(ImportRun run) {
        List<ConfigurationPart> found = configuration(run).stream()
                .filter(part -> part.part().equals(POOL_PART))
                .toList();
        if (found.size() > 1 || (found.isEmpty() && !run.options().acceptIncomplete())) {
            throw new IllegalStateException("The plan of import " + run.importId() + " has " + found.size()
                    + " configurations of the source pool; it must have one.");
        }
        return found.stream().findFirst().map(configuration -> read(configuration.json()));
    }

    /** All of it, as the plan has it; less where a snapshot was planned that is not whole. */
    List<ConfigurationPart> configuration(ImportRun run) {
        List<ConfigurationPart> parts = new ArrayList<>();
        lines.read(ImportFiles.sourceConfiguration(run), SourceConfiguration.class, line -> parts.add(line.asPart()));
        return parts;
    }

    /** As the backup's table has it now; what is read here cannot be changed once a pool is made. */
    Settings stored(String userPoolId) {
        RecordKey key = RecordKey.configuration(POOL_PART, userPoolId);
        return Optional.ofNullable(backups.of(userPoolId).read(Set.of(key)).get(key)).stream()
                .flatMap(record -> Stream.concat(
                        record.current().content().stream(),
                        record.previous().stream().flatMap(version -> version.content().stream())))
                .findFirst()
                .map(part -> read(((ConfigurationPart) part).json()))
                .orElseThrow(() ->
                        new RefusedException("The backup table of this Region does not have the configuration" + " of "
                                + userPoolId + ", which says how usernames are compared. Select by sub or by group."));
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
