package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;

/**
 * Multi-factor authentication of a pool.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html">SetUserPoolMfaConfig</a>
 */
final class MfaOperations {
    private static final List<String> METHODS =
            List.of("SmsMfaConfiguration", "EmailMfaConfiguration", "SoftwareTokenMfaConfiguration");

    private final Clock clock;
    private final Operations operations;

    MfaOperations(Clock clock, Operations operations) {
        this.clock = clock;
        this.operations = operations;
    }

    void register() {
        operations.addOnPool(
                "GetUserPoolMfaConfig",
                Members.required("UserPoolId"),
                (pool, request) -> pool.configuration().mfaSettings().describe());
        operations.addOnPool(
                "SetUserPoolMfaConfig",
                Members.required("UserPoolId")
                        .optional("MfaConfiguration", "WebAuthnConfiguration")
                        .optional(METHODS.toArray(String[]::new)),
                this::set);
    }

    private ObjectNode set(Pool pool, Request request) {
        MfaSettings settings = pool.configuration().mfaSettings();
        settings.set(request);
        pool.configuration().touch(clock.instant());
        return settings.describe();
    }
}
