package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * AdminSetUserMFAPreference. Passkeys as a second factor are not built.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html">AdminSetUserMFAPreference</a>
 */
final class MfaPreferenceOperation {
    private final Clock clock;
    private final Operations operations;

    MfaPreferenceOperation(Clock clock, Operations operations) {
        this.clock = clock;
        this.operations = operations;
    }

    void register() {
        operations.addOnPool(
                "AdminSetUserMFAPreference",
                Members.required("UserPoolId", "Username")
                        .optional("SMSMfaSettings", "EmailMfaSettings", "SoftwareTokenMfaSettings"),
                this::set);
    }

    private ObjectNode set(Pool pool, Request request) {
        User user = pool.user(request.text("Username"));
        requireReady(user);
        Set<MfaFactor> enabled = EnumSet.noneOf(MfaFactor.class);
        enabled.addAll(user.mfa().enabled());
        Optional<MfaFactor> preferred = user.mfa().preferred();
        int preferences = 0;
        for (MfaFactor factor : MfaFactor.values()) {
            if (request.has(factor.settingsMember())) {
                JsonNode settings = request.member(factor.settingsMember());
                boolean on = settings.path("Enabled").booleanValue();
                boolean first = settings.path("PreferredMfa").booleanValue();
                requirePossible(pool, user, factor, on, first);
                if (on) {
                    enabled.add(factor);
                } else {
                    enabled.remove(factor);
                }
                preferred = first ? Optional.of(factor) : preferred.filter(other -> other != factor);
                preferences += first ? 1 : 0;
            }
        }
        if (preferences > 1) {
            throw CognitoErrors.invalidParameter("Only one MFA method can be preferred.");
        }
        // Where the pool demands a second factor, single ones cannot be switched on or off: AWS answers 200 and does
        // nothing.
        boolean demanded = pool.configuration().mfa().equals("ON");
        user.changeMfa(
                new UserMfa(
                        demanded ? user.mfa().enabled() : enabled,
                        preferred,
                        user.mfa().softwareToken(),
                        user.mfa().passkeys()),
                clock.instant());
        return Json.object();
    }

    /** AWS names both errors for this operation and does not say when it gives them: here whenever their names fit. */
    private static void requireReady(User user) {
        if (user.status() == UserStatus.RESET_REQUIRED) {
            throw CognitoErrors.passwordResetRequired();
        }
        if (user.status() == UserStatus.UNCONFIRMED) {
            throw CognitoErrors.userNotConfirmed();
        }
    }

    private static void requirePossible(Pool pool, User user, MfaFactor factor, boolean on, boolean first) {
        if (first && !on) {
            throw CognitoErrors.invalidParameter("A preferred MFA method must be enabled.");
        }
        if (on && !(pool.configuration().offers(factor) && factor.canReach(user))) {
            throw CognitoErrors.invalidParameter("User does not have delivery config set to turn on " + factor);
        }
    }
}
