package cognitobackup.importer;

import java.util.Optional;

/**
 * What an import was asked for, validated.
 *
 * @param targetUserPoolId the pool to fill
 * @param userPoolId the source pool whose backup is used
 * @param asOf {@link #LATEST} or an export id
 * @param mode {@code EMPTY}: only into a pool without users and groups
 * @param method {@code API}: every user through AdminCreateUser
 * @param trustExistingIdentities whether a user who is in the target under a planned identity is taken for the planned one
 * @param allowTriggers whether to go on although creating users fires a Lambda trigger of the target
 * @param restart whether to leave the target's unfinished import behind and begin anew
 * @param breakLock the holder whose lock may be taken although nobody can tell whether it has ended
 */
record ImportInput(
        String targetUserPoolId,
        String userPoolId,
        String asOf,
        String mode,
        String method,
        boolean trustExistingIdentities,
        boolean allowTriggers,
        boolean restart,
        Optional<String> breakLock) {
    static final String LATEST = "latest";

    /**
     * What makes two inputs ask for the same import, as text: everything but how to begin. Kept with the import, and
     * named where another input is refused.
     */
    String fingerprint() {
        return String.join(
                ", ",
                "targetUserPoolId=" + targetUserPoolId,
                "userPoolId=" + userPoolId,
                "asOf=" + asOf,
                "mode=" + mode,
                "method=" + method,
                "trustExistingIdentities=" + trustExistingIdentities,
                "allowTriggers=" + allowTriggers);
    }
}
