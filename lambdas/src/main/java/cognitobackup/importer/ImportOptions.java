package cognitobackup.importer;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;
import java.util.Objects;

/**
 * How an execution does its work; passes through the workflow's state.
 *
 * @param purpose what the execution is for
 * @param mode what is done with what is in the target before
 * @param method how users are created
 * @param trustExistingIdentities whether a user who is in the target under a planned identity is taken for the planned one
 * @param allowTriggers whether to go on although creating users fires a Lambda trigger of the target
 * @param allowRemovals whether memberships and attributes of planned users are removed that the snapshot does not have
 * @param acceptIncomplete whether a snapshot is restored that is not whole in this Region
 * @param latestComplete whether the newest snapshot is looked for that is whole in this Region
 * @param selective whether only some users are planned
 * @param ignoreMissingAttributes whether what the target's schema cannot hold of users is left out of them
 * @param providers what the source's identity providers are called in the target, where that is another name
 */
@Serdeable
record ImportOptions(
        Purpose purpose,
        ImportMode mode,
        ImportMethod method,
        boolean trustExistingIdentities,
        boolean allowTriggers,
        boolean allowRemovals,
        boolean acceptIncomplete,
        boolean latestComplete,
        boolean selective,
        boolean ignoreMissingAttributes,
        @Nullable Map<String, String> providers) {
    // An empty map is left out of the JSON.
    ImportOptions {
        providers = providers == null ? Map.of() : Map.copyOf(providers);
        Objects.requireNonNull(purpose, "purpose");
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(method, "method");
    }
}
