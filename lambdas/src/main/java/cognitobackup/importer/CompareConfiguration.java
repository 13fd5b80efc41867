package cognitobackup.importer;

import cognitobackup.pool.ConfigurationDifferences;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.WorkByHand;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Says what of the target's configuration is not as the source's. An import restores none of it. */
@Singleton
class CompareConfiguration {
    private final SourcePools sources;
    private final TargetConfiguration target;
    private final ObjectMapper json;

    CompareConfiguration(SourcePools sources, TargetConfiguration target, ObjectMapper json) {
        this.sources = sources;
        this.target = target;
        this.json = json;
    }

    /** Compares the source as the plan has it with the target as it was when the run began. */
    ConfigurationReport compare(ImportRun run) {
        List<ConfigurationPart> wanted = sources.configuration(run);
        List<ConfigurationPart> there = target.read(run);
        return new ConfigurationReport(
                tier(there),
                ConfigurationDifferences.between(wanted, there).stream()
                        .map(ConfigurationReport.Line::of)
                        .toList(),
                WorkByHand.of(wanted));
    }

    private @Nullable String tier(List<ConfigurationPart> parts) {
        return parts.stream()
                .filter(part -> part.part().equals(SourcePools.POOL_PART))
                .findFirst()
                .map(part -> member(part.json(), "UserPoolTier"))
                .orElse(null);
    }

    private @Nullable String member(String object, String name) {
        try {
            JsonNode value = json.readValue(object, JsonNode.class).get(name);
            return value != null && value.isString() ? value.getStringValue() : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
