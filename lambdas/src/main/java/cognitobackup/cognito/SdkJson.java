package cognitobackup.cognito;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;

/**
 * What Cognito answers, as plain values under Cognito's own member names, in order: without secrets, dates, and what
 * changes by itself.
 */
final class SdkJson {
    /** Counts and states that nobody configured. */
    private static final Set<String> CHANGING = Set.of("EstimatedNumberOfUsers", "Status", "CloudFrontDistribution");

    private SdkJson() {}

    static Map<String, Object> members(SdkPojo pojo) {
        Map<String, Object> members = new TreeMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            put(members, field.locationName(), field.getValueOrDefault(pojo));
        }
        return members;
    }

    private static void put(Map<String, Object> members, String name, Object value) {
        if (value == null
                || value instanceof Instant
                || value instanceof SdkAutoConstructList
                || value instanceof SdkAutoConstructMap
                || CHANGING.contains(name)
                || secret(name)) {
            return;
        }
        members.put(name, plain(value));
    }

    private static Object plain(Object value) {
        if (value instanceof SdkPojo pojo) {
            return members(pojo);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> members = new TreeMap<>();
            map.forEach((name, member) -> put(members, name.toString(), member));
            return members;
        }
        if (value instanceof Collection<?> collection) {
            List<Object> items = collection.stream()
                    .filter(Objects::nonNull)
                    .map(SdkJson::plain)
                    .toList();
            return items;
        }
        return value instanceof Number || value instanceof Boolean ? value : value.toString();
    }

    /**
     * Secrets go by telling names: {@code ClientSecret} of an app client; in the details of an identity provider
     * {@code client_secret} and Apple's {@code private_key}.
     */
    private static boolean secret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("secret") || lower.contains("private_key");
    }
}
