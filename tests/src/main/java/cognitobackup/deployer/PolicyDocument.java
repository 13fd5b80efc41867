package cognitobackup.deployer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The least that AWS demands of a policy: JSON with statements. */
final class PolicyDocument {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PolicyDocument() {}

    static void check(Registration registration, String policy) {
        try {
            JsonNode document = JSON.readTree(policy);
            if (document.path("Version").isTextual()
                    && !document.path("Statement").isEmpty()) {
                return;
            }
        } catch (JsonProcessingException e) {
            // Refused like every other text that is no policy.
        }
        throw new RefusedResourceException(registration, "not a policy: " + policy);
    }
}
