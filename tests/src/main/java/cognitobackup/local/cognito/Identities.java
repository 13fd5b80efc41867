package cognitobackup.local.cognito;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The {@code identities} attribute: what a user is called at identity providers.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-identity-federation-consolidate-users.html">Linking
 *     federated users to an existing user profile</a>
 */
final class Identities {
    static final String ATTRIBUTE = "identities";

    private Identities() {}

    /** A name at a provider. */
    record Identity(String providerName, String userId) {}

    /** The identities of a user; none where the attribute, which may be seeded, is not readable. */
    static List<Identity> of(Map<String, String> attributes) {
        List<Identity> identities = new ArrayList<>();
        read(attributes.getOrDefault(ATTRIBUTE, ""))
                .forEach(entry -> identities.add(new Identity(
                        entry.path("providerName").asText(),
                        entry.path("userId").asText())));
        return identities;
    }

    private static ArrayNode read(String value) {
        try {
            JsonNode read = value.isEmpty() ? null : Json.MAPPER.readTree(value);
            return read instanceof ArrayNode list ? list : JsonNodeFactory.instance.arrayNode();
        } catch (JsonProcessingException e) {
            return JsonNodeFactory.instance.arrayNode();
        }
    }

    /**
     * The attribute's value with one more identity.
     *
     * @param primary whether it is the provider that made the profile
     */
    static String with(String value, Identity identity, String providerType, boolean primary, Instant now) {
        ArrayNode identities = read(value);
        identities
                .addObject()
                .put("userId", identity.userId())
                .put("providerName", identity.providerName())
                .put("providerType", providerType)
                .putNull("issuer")
                .put("primary", primary)
                .put("dateCreated", now.toEpochMilli());
        return identities.toString();
    }

    /** The attribute's value without an identity, empty if none is left. */
    static String without(String value, Identity identity) {
        ArrayNode rest = JsonNodeFactory.instance.arrayNode();
        for (JsonNode entry : read(value)) {
            boolean same = entry.path("providerName").asText().equals(identity.providerName())
                    && entry.path("userId").asText().equals(identity.userId());
            if (!same) {
                rest.add(entry);
            }
        }
        return rest.isEmpty() ? "" : rest.toString();
    }
}
