package cognitobackup.importer;

import cognitobackup.cognito.UserPool;
import cognitobackup.pool.ConfigurationPart;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The configuration of the target, read once when a run begins, resumed ones included: reading it takes a request for
 * every app client and identity provider.
 */
@Singleton
class TargetConfiguration {
    private static final String CLIENT = "client";
    private static final String IDENTITY_PROVIDER = "identityProvider";

    private final JsonLines lines;
    private final ObjectMapper json;

    TargetConfiguration(JsonLines lines, ObjectMapper json) {
        this.lines = lines;
        this.json = json;
    }

    /** A part of the configuration, as a line of the file; the members as in {@link ConfigurationPart}. */
    @Serdeable
    record Line(String part, String name, String json) {}

    void write(ImportRun run, UserPool target) {
        try (JsonLines.Writer file = lines.writer()) {
            String key = ImportFiles.targetConfiguration(run);
            file.begin(key);
            target.configuration().forEach(part -> file.add(key, new Line(part.part(), part.name(), part.json())));
            file.store();
        }
    }

    List<ConfigurationPart> read(ImportRun run) {
        List<ConfigurationPart> parts = new ArrayList<>();
        lines.read(
                ImportFiles.targetConfiguration(run),
                Line.class,
                line -> parts.add(new ConfigurationPart(line.part(), line.name(), line.json())));
        if (parts.isEmpty()) {
            throw new IllegalStateException("The run of import " + run.importId()
                    + " has no configuration of its target; it is written before anything is compared.");
        }
        return parts;
    }

    TargetFacts facts(ImportRun run) {
        boolean selfSignUp = false;
        Set<String> writable = new TreeSet<>();
        Set<String> providers = new TreeSet<>();
        AccountRecovery recovery = AccountRecovery.UNSAID;
        for (ConfigurationPart part : read(run)) {
            switch (part.part()) {
                case SourcePools.POOL_PART -> {
                    JsonNode pool = node(part);
                    selfSignUp = selfSignUp(pool);
                    recovery = recovery(pool);
                }
                case CLIENT -> addTexts(node(part).get("WriteAttributes"), writable);
                case IDENTITY_PROVIDER -> providers.add(part.name());
                default -> {
                    // Nothing that an import depends on.
                }
            }
        }
        return new TargetFacts(selfSignUp, Set.copyOf(writable), Set.copyOf(providers), recovery);
    }

    /** Open unless the pool says otherwise, as in Cognito. */
    private static boolean selfSignUp(JsonNode pool) {
        JsonNode creation = pool.get("AdminCreateUserConfig");
        JsonNode onlyAdministrators = creation == null ? null : creation.get("AllowAdminCreateUserOnly");
        return onlyAdministrators == null || !onlyAdministrators.isBoolean() || !onlyAdministrators.getBooleanValue();
    }

    private static AccountRecovery recovery(JsonNode pool) {
        JsonNode setting = pool.get("AccountRecoverySetting");
        JsonNode mechanisms = setting == null ? null : setting.get("RecoveryMechanisms");
        if (mechanisms == null || !mechanisms.isArray() || mechanisms.size() == 0) {
            return AccountRecovery.UNSAID;
        }
        Set<String> names = new TreeSet<>();
        mechanisms.values().forEach(mechanism -> names.add(mechanism.get("Name").getStringValue()));
        return AccountRecovery.by(names);
    }

    private static void addTexts(@Nullable JsonNode array, Set<String> texts) {
        if (array != null && array.isArray()) {
            array.values().forEach(value -> texts.add(value.getStringValue()));
        }
    }

    private JsonNode node(ConfigurationPart part) {
        try {
            return json.readValue(part.json(), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
