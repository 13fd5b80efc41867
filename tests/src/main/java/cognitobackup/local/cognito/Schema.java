package cognitobackup.local.cognito;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The attributes that the users of a pool can have.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-attributes.html">Working with
 *     user attributes</a>
 */
final class Schema {
    private static final String CUSTOM = "custom:";
    private static final int MOST_CUSTOM_ATTRIBUTES = 50;
    private static final Set<String> READ_ONLY =
            Set.of("sub", "identities", "cognito:user_status", "cognito:mfa_enabled");
    // Cognito takes a definition of one of these for that of a custom attribute.
    private static final Set<String> NOT_DEFINABLE = Set.of("email_verified", "phone_number_verified");

    private final Map<String, SchemaAttribute> attributes = standardAttributes();

    /** @param definitions the {@code Schema} of CreateUserPool, maybe missing */
    Schema(JsonNode definitions) {
        definitions.forEach(this::define);
    }

    private static Map<String, SchemaAttribute> standardAttributes() {
        Map<String, SchemaAttribute> standard = new LinkedHashMap<>();
        List<SchemaAttribute> all = List.of(
                text("sub", 1, 2048, false, true),
                text("name", 0, 2048),
                text("given_name", 0, 2048),
                text("family_name", 0, 2048),
                text("middle_name", 0, 2048),
                text("nickname", 0, 2048),
                text("preferred_username", 0, 2048),
                text("profile", 0, 2048),
                text("picture", 0, 2048),
                text("website", 0, 2048),
                text("email", 0, 2048),
                unlimited("email_verified", "Boolean"),
                text("gender", 0, 2048),
                text("birthdate", 10, 10),
                text("zoneinfo", 0, 2048),
                text("locale", 0, 2048),
                text("phone_number", 0, 2048),
                unlimited("phone_number_verified", "Boolean"),
                text("address", 0, 2048),
                new SchemaAttribute(
                        "updated_at", "Number", true, false, Optional.of(BigDecimal.ZERO), Optional.empty()),
                unlimited("identities", "String"));
        all.forEach(attribute -> standard.put(attribute.name(), attribute));
        return standard;
    }

    private static SchemaAttribute text(String name, int shortest, int longest) {
        return text(name, shortest, longest, true, false);
    }

    private static SchemaAttribute text(String name, int shortest, int longest, boolean mutable, boolean required) {
        return new SchemaAttribute(
                name,
                "String",
                mutable,
                required,
                Optional.of(BigDecimal.valueOf(shortest)),
                Optional.of(BigDecimal.valueOf(longest)));
    }

    private static SchemaAttribute unlimited(String name, String type) {
        return new SchemaAttribute(name, type, true, false, Optional.empty(), Optional.empty());
    }

    private void define(JsonNode definition) {
        String name = definition.path("Name").asText();
        boolean standard = attributes.containsKey(name) && !NOT_DEFINABLE.contains(name);
        if (!standard) {
            addCustom(definition);
        } else if (READ_ONLY.contains(name)) {
            throw AwsError.notBuilt("A definition of the schema attribute " + name);
        } else {
            attributes.put(name, SchemaAttribute.of(name, definition, Optional.of(attributes.get(name))));
        }
    }

    /** Adds an attribute, given without its prefix. */
    void addCustom(JsonNode definition) {
        String bare = definition.path("Name").asText();
        if (bare.isEmpty() || bare.startsWith(CUSTOM) || bare.startsWith(SchemaAttribute.DEVELOPER_ONLY)) {
            throw AwsError.notBuilt("A custom attribute without a name, or with the prefix in its name,");
        }
        boolean developerOnly = definition.path("DeveloperOnlyAttribute").booleanValue();
        String name = (developerOnly ? SchemaAttribute.DEVELOPER_ONLY : "") + CUSTOM + bare;
        if (attributes.containsKey(name)) {
            throw CognitoErrors.invalidParameter(name + ": Existing attribute already has name " + name + ".");
        }
        long custom = attributes.keySet().stream()
                .filter(known -> known.contains(CUSTOM))
                .count();
        if (custom >= MOST_CUSTOM_ATTRIBUTES) {
            throw CognitoErrors.invalidParameter(
                    "A user pool cannot have more than " + MOST_CUSTOM_ATTRIBUTES + " custom attributes.");
        }
        attributes.put(name, SchemaAttribute.of(name, definition, Optional.empty()));
    }

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    ArrayNode describe() {
        ArrayNode descriptions = JsonNodeFactory.instance.arrayNode();
        attributes.values().forEach(attribute -> descriptions.add(attribute.describe()));
        return descriptions;
    }

    /**
     * The columns of an import file: the standard attributes in AWS's order, then the pool's own. Whether AWS has columns for
     * developer-only attributes is not documented; here there are none.
     *
     * @param passwordHash whether there is a column for hashes
     */
    List<String> csvHeader(boolean passwordHash) {
        List<String> header = new ArrayList<>(attributes.keySet());
        header.removeAll(READ_ONLY);
        header.removeIf(name -> name.startsWith(SchemaAttribute.DEVELOPER_ONLY));
        header.add(ImportedRow.MFA_ENABLED);
        header.add(ImportedRow.USERNAME);
        if (passwordHash) {
            header.add(ImportedRow.PASSWORD_HASH);
        }
        return header;
    }

    /**
     * The attributes of a new user as they are kept. An empty value is one like others here, kept where the schema has no
     * shortest length for it.
     *
     * @param mayOmitMutable whether required attributes may be missing, if all of them can be set later
     * @throws AwsError when the schema does not allow them
     */
    Map<String, String> forNewUser(Map<String, String> given, boolean mayOmitMutable) {
        for (String name : given.keySet()) {
            if (READ_ONLY.contains(name)) {
                throw CognitoErrors.invalidParameter("Cannot modify the non-mutable attribute " + name);
            }
        }
        Map<String, String> kept = known(given);
        for (SchemaAttribute attribute : attributes.values()) {
            boolean missing = attribute.required()
                    && !attribute.name().equals("sub")
                    && kept.getOrDefault(attribute.name(), "").isEmpty();
            if (missing && !(mayOmitMutable && allRequiredAreMutable())) {
                throw CognitoErrors.againstSchema(attribute.name() + ": The attribute is required");
            }
        }
        kept.forEach(this::requireValid);
        requireWhatIsVerified(kept);
        return kept;
    }

    private boolean allRequiredAreMutable() {
        return attributes.values().stream()
                .filter(SchemaAttribute::required)
                .allMatch(attribute -> attribute.mutable() || attribute.name().equals("sub"));
    }

    /**
     * Changed attributes as they are kept; an empty value says that the attribute is to be removed.
     *
     * @throws AwsError when the schema does not allow the change
     */
    Map<String, String> forUpdate(Map<String, String> changes) {
        Map<String, String> kept = known(changes);
        for (Map.Entry<String, String> change : kept.entrySet()) {
            SchemaAttribute attribute = attributes.get(change.getKey());
            if (!attribute.mutable() || READ_ONLY.contains(attribute.name())) {
                throw CognitoErrors.invalidParameter("user." + attribute.name() + ": Attribute cannot be updated.");
            }
            if (!change.getValue().isEmpty()) {
                requireValid(change.getKey(), change.getValue());
            } else if (attribute.required()) {
                throw CognitoErrors.againstSchema(attribute.name() + ": The attribute is required");
            }
        }
        return kept;
    }

    /** AdminCreateUser documents that a verified address has to be there. */
    void requireWhatIsVerified(Map<String, String> attributes) {
        for (String address : List.of("email", "phone_number")) {
            if ("true".equals(attributes.get(address + "_verified")) && !attributes.containsKey(address)) {
                throw CognitoErrors.invalidParameter(address + " is required if " + address + "_verified is true");
            }
        }
    }

    private Map<String, String> known(Map<String, String> given) {
        Map<String, String> kept = new TreeMap<>();
        given.forEach((name, value) -> {
            SchemaAttribute attribute = attributes.get(name);
            if (attribute == null) {
                throw CognitoErrors.againstSchema("Type for attribute {" + name + "} could not be determined");
            }
            kept.put(name, attribute.type().equals("Boolean") ? value.toLowerCase(Locale.ROOT) : value);
        });
        return kept;
    }

    private void requireValid(String name, String value) {
        attributes.get(name).problemWith(value).ifPresent(problem -> {
            throw problem.startsWith("Invalid")
                    ? CognitoErrors.invalidParameter(problem)
                    : CognitoErrors.againstSchema(problem);
        });
    }
}
