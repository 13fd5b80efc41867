package cognitobackup.importer;

import cognitobackup.pool.ProviderIdentity;
import io.micronaut.serde.annotation.Serdeable;

/** A {@link ProviderIdentity} that is to be linked to a user, as a message carries it. */
@Serdeable
record Link(String provider, String userId) {
    static Link of(ProviderIdentity identity) {
        return new Link(identity.provider(), identity.userId());
    }

    ProviderIdentity identity() {
        return new ProviderIdentity(provider, userId);
    }
}
