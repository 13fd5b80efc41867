package cognitobackup.pool;

import java.util.Collection;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which second factors a user has switched on.
 *
 * @param factors by Cognito's name for it, {@link #SMS}, {@link #EMAIL} or {@link #TOTP}, and maybe others some day:
 *     {@link #PREFERRED} for the one that Cognito asks for first, {@link #ENABLED} for every other one
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminGetUser.html">
 *     AdminGetUser</a>
 */
public record MfaPreference(SortedMap<String, String> factors) {
    /** A code by text message. */
    public static final String SMS = "SMS_MFA";

    /** A code by e-mail. */
    public static final String EMAIL = "EMAIL_OTP";

    /** An authenticator app. */
    public static final String TOTP = "SOFTWARE_TOKEN_MFA";

    /** A factor that is switched on. */
    public static final String ENABLED = "ENABLED";

    /** A factor that is switched on and asked for first. */
    public static final String PREFERRED = "PREFERRED";

    /** A user who has switched on none. */
    public static final MfaPreference NONE = new MfaPreference(Collections.emptySortedMap());

    public MfaPreference {
        Objects.requireNonNull(factors, "factors");
        factors = Collections.unmodifiableSortedMap(new TreeMap<>(factors));
    }

    /** As Cognito says it: which are switched on, and which of them is preferred, which it may say of one alone. */
    public static MfaPreference of(Collection<String> enabled, Optional<String> preferred) {
        SortedMap<String, String> factors = new TreeMap<>();
        enabled.forEach(factor -> factors.put(factor, ENABLED));
        preferred.filter(factor -> !factor.isEmpty()).ifPresent(factor -> factors.put(factor, PREFERRED));
        return new MfaPreference(factors);
    }

    /** Whether the user has switched on no factor. */
    public boolean isNone() {
        return factors.isEmpty();
    }

    /** Whether the user has switched on this factor. */
    public boolean has(String factor) {
        return factors.containsKey(factor);
    }

    /** Whether the user has switched on this factor, and is asked for it first. */
    public boolean prefers(String factor) {
        return PREFERRED.equals(factors.get(factor));
    }

    /** What is left of it with these factors alone. */
    public MfaPreference only(Collection<String> kept) {
        SortedMap<String, String> left = new TreeMap<>(factors);
        left.keySet().retainAll(kept);
        return new MfaPreference(left);
    }
}
