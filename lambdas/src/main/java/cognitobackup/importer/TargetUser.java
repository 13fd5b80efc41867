package cognitobackup.importer;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;

/**
 * A user of the target as a round found it.
 *
 * @param identity what the user signs in with; null where it has nothing of that
 * @param created when the user was created in the target
 * @param attributes the {@link AttributeHashes} of the user
 * @param originalSub the source's sub that an import has kept with the user; null where none is, or it is not believed
 * @param links the {@link cognitobackup.pool.ProviderIdentity#key keys} of its identities at identity providers
 */
@Serdeable
record TargetUser(
        @Nullable String identity,
        String sub,
        String username,
        boolean enabled,
        String status,
        Instant created,
        @Nullable String attributes,
        @Nullable String originalSub,
        @Nullable List<String> links) {
    // Empty texts and lists are left out of the JSON.
    TargetUser {
        links = links == null ? List.of() : links;
        attributes = attributes == null ? "" : attributes;
    }
}
