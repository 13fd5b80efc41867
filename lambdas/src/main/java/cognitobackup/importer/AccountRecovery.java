package cognitobackup.importer;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * By which addresses of a user a target lets the user choose a new password.
 *
 * @param addresses {@code email}, {@code phone_number}, both, or none where administrators alone reset passwords
 * @param sparesSecondFactors whether an address to which the second factor is sent is not used for it, as in every pool
 *     that says anything about account recovery
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html">
 *     AccountRecoverySetting of CreateUserPool</a>
 */
record AccountRecovery(Set<String> addresses, boolean sparesSecondFactors) {
    /** What Cognito does in a pool that says nothing about it. */
    static final AccountRecovery UNSAID = new AccountRecovery(Set.copyOf(Addresses.ALL), false);

    /**
     * What a pool says about it.
     *
     * @param mechanisms {@code verified_email}, {@code verified_phone_number} or {@code admin_only}
     */
    static AccountRecovery by(Set<String> mechanisms) {
        return new AccountRecovery(
                Addresses.ALL.stream()
                        .filter(address -> mechanisms.contains("verified_" + address))
                        .collect(Collectors.toSet()),
                true);
    }

    /**
     * Whether a code for a new password can be sent to a user.
     *
     * @param attributes the user's {@link AttributeHashes}
     * @param secondFactors the names of the second factors that the user has switched on
     */
    boolean reaches(String attributes, Set<String> secondFactors) {
        return addresses.stream()
                .filter(address -> !sparesSecondFactors || !secondFactors.contains(RestoreMfa.factorSentTo(address)))
                .anyMatch(address -> Addresses.verified(address, attributes));
    }
}
