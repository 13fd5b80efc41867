package cognitobackup.importer;

import cognitobackup.pool.ConfigurationPart;
import io.micronaut.serde.annotation.Serdeable;

/** A {@link ConfigurationPart} of the source pool, as a line of the plan. */
@Serdeable
record SourceConfiguration(String part, String name, String json) {
    static SourceConfiguration of(ConfigurationPart part) {
        return new SourceConfiguration(part.part(), part.name(), part.json());
    }

    ConfigurationPart asPart() {
        return new ConfigurationPart(part, name, json);
    }
}
