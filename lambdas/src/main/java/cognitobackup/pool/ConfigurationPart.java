package cognitobackup.pool;

import java.util.Objects;

/**
 * One part of a pool's configuration, such as the pool itself or one app client, without any secret.
 *
 * @param part what it is: {@code pool}, {@code mfa}, {@code client}, {@code identityProvider}, {@code resourceServer},
 *     {@code domain}
 * @param name which one of its part, the pool's id where there is but one
 * @param json the part as a JSON object, in Cognito's own member names
 */
public record ConfigurationPart(String part, String name, String json) implements PoolRecord {
    public ConfigurationPart {
        Objects.requireNonNull(part, "part");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(json, "json");
    }

    @Override
    public RecordKey key() {
        return RecordKey.configuration(part, name);
    }
}
