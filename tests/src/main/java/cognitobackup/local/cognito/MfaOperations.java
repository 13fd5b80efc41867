package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Optional;

/** Multi-factor authentication of a pool: software tokens only, since nobody signs in here. */
final class MfaOperations {
    private final Clock clock;
    private final Operations operations;

    MfaOperations(Clock clock, Operations operations) {
        this.clock = clock;
        this.operations = operations;
    }

    void register() {
        operations.addOnPool(
                "GetUserPoolMfaConfig", Members.required("UserPoolId"), (pool, request) -> pool.configuration()
                        .describeMfa());
        operations.addOnPool(
                "SetUserPoolMfaConfig",
                Members.required("UserPoolId").optional("MfaConfiguration", "SoftwareTokenMfaConfiguration"),
                this::set);
    }

    private ObjectNode set(Pool pool, Request request) {
        String mode = request.optionalText("MfaConfiguration").orElse("OFF");
        boolean softwareToken =
                request.member("SoftwareTokenMfaConfiguration").path("Enabled").booleanValue();
        if (!mode.equals("OFF") && !softwareToken) {
            throw CognitoErrors.invalidParameter(
                    "Invalid MFA configuration given, can't turn on MFA without an MFA method.");
        }
        pool.configuration()
                .setMfa(
                        mode,
                        Optional.of(request.member("SoftwareTokenMfaConfiguration"))
                                .filter(given -> given.isObject()),
                        clock.instant());
        return pool.configuration().describeMfa();
    }
}
