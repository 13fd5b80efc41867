package cognitobackup.local.cognito;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The second factors of a user.
 *
 * @param enabled the factors that are switched on for the user
 * @param preferred the one that is asked for first
 * @param softwareToken whether the user has enrolled a software token; its secret is with the user
 * @param passkeys how many passkeys the user has registered, 0 to 20
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-settings-mfa.html">Adding MFA to a user
 *     pool</a>
 */
public record UserMfa(Set<MfaFactor> enabled, Optional<MfaFactor> preferred, boolean softwareToken, int passkeys) {
    private static final int MOST_PASSKEYS = 20;

    public UserMfa {
        Objects.requireNonNull(preferred, "preferred");
        enabled = Collections.unmodifiableSet(
                enabled.isEmpty() ? EnumSet.noneOf(MfaFactor.class) : EnumSet.copyOf(enabled));
        if (enabled.contains(MfaFactor.SOFTWARE_TOKEN_MFA) && !softwareToken) {
            throw new IllegalArgumentException("A software token is switched on that was never enrolled.");
        }
        if (passkeys < 0 || passkeys > MOST_PASSKEYS) {
            throw new IllegalArgumentException("A user has 0 to 20 passkeys, not " + passkeys);
        }
    }

    /** No second factor. */
    public static UserMfa none() {
        return new UserMfa(Set.of(), Optional.empty(), false, 0);
    }

    /** One factor, switched on and preferred; a software token is enrolled with it. */
    public static UserMfa preferring(MfaFactor factor) {
        return new UserMfa(Set.of(factor), Optional.of(factor), factor == MfaFactor.SOFTWARE_TOKEN_MFA, 0);
    }

    public UserMfa withPasskeys(int number) {
        return new UserMfa(enabled, preferred, softwareToken, number);
    }
}
