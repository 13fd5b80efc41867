package cognitobackup.importer;

import java.util.Optional;
import java.util.TreeMap;

/**
 * What an execution was asked for, validated.
 *
 * @param targetUserPoolId the pool to fill or to compare with; the source where neither is asked for
 * @param userPoolId the source pool whose backup is used
 * @param asOf {@link #LATEST}, {@link #LATEST_COMPLETE}, an export id, or a time as ISO 8601 writes it
 * @param comparedWith for a comparison of two snapshots the other one, in the words of {@code asOf}
 * @param only which users are planned
 * @param options how the work is done
 * @param restart whether to leave the target's unfinished import behind and begin anew
 * @param breakLock the holder whose lock may be taken although nobody can tell whether it has ended
 */
record ImportInput(
        String targetUserPoolId,
        String userPoolId,
        String asOf,
        Optional<String> comparedWith,
        Selection only,
        ImportOptions options,
        boolean restart,
        Optional<String> breakLock) {
    static final String LATEST = "latest";
    static final String LATEST_COMPLETE = "latest-complete";

    /**
     * What makes two inputs ask for the same import, as text: everything but how to begin. Kept with the import, and
     * named where another input is refused; says of a selection how large it is, not who is in it.
     */
    String fingerprint() {
        return String.join(
                ", ",
                "purpose=" + options.purpose(),
                "targetUserPoolId=" + targetUserPoolId,
                "userPoolId=" + userPoolId,
                "asOf=" + asOf,
                "mode=" + options.mode(),
                "method=" + options.method(),
                "only=" + only.fingerprint(),
                "trustExistingIdentities=" + options.trustExistingIdentities(),
                "allowTriggers=" + options.allowTriggers(),
                "allowRemovals=" + options.allowRemovals(),
                "acceptIncomplete=" + options.acceptIncomplete(),
                "ignoreMissingAttributes=" + options.ignoreMissingAttributes(),
                "providers=" + new TreeMap<>(options.providers()));
    }
}
