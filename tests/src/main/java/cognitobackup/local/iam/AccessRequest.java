package cognitobackup.local.iam;

import java.util.HashMap;
import java.util.Map;

/**
 * What somebody wants to do.
 *
 * @param action such as {@code sqs:SendMessage}
 * @param resource the ARN of what it is done to, or {@code *} where the action knows no resource
 * @param context the keys of the request that conditions may ask for
 */
public record AccessRequest(String action, String resource, Map<String, String> context) {
    public AccessRequest {
        context = Map.copyOf(context);
    }

    public static AccessRequest of(String action, String resource) {
        return new AccessRequest(action, resource, Map.of());
    }

    public AccessRequest with(String key, String value) {
        return with(Map.of(key, value));
    }

    AccessRequest with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(context);
        all.putAll(more);
        return new AccessRequest(action, resource, all);
    }

    /** Whether it is about a key of KMS, whose own policy must allow whatever is done with it. */
    boolean isOfKey() {
        return action.startsWith("kms:");
    }
}
