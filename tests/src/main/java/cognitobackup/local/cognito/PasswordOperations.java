package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Passwords, as an administrator sets and resets them. No password is kept. */
final class PasswordOperations {
    private static final Set<UserStatus> RESETTABLE = Set.of(UserStatus.CONFIRMED, UserStatus.RESET_REQUIRED);

    private final Clock clock;
    private final Outbox outbox;
    private final Operations operations;

    PasswordOperations(Clock clock, Outbox outbox, Operations operations) {
        this.clock = clock;
        this.outbox = outbox;
        this.operations = operations;
    }

    void register() {
        operations.addOnPool(
                "AdminSetUserPassword",
                Members.required("UserPoolId", "Username", "Password").optional("Permanent"),
                this::set);
        operations.addOnPool("AdminResetUserPassword", Members.required("UserPoolId", "Username"), this::reset);
    }

    private ObjectNode set(Pool pool, Request request) {
        User user = pool.user(request.text("Username"));
        pool.configuration().passwordPolicy().check(request.text("Password"));
        user.passwordSet();
        user.changeStatus(
                request.flag("Permanent") ? UserStatus.CONFIRMED : UserStatus.FORCE_CHANGE_PASSWORD, clock.instant());
        return Json.object();
    }

    private ObjectNode reset(Pool pool, Request request) {
        User user = pool.user(request.text("Username"));
        if (!user.enabled()) {
            throw CognitoErrors.notAuthorized("User is disabled.");
        }
        if (!RESETTABLE.contains(user.status())) {
            throw CognitoErrors.notAuthorized("User password cannot be reset in the current state.");
        }
        String medium = verifiedMedium(user)
                .orElseThrow(() -> CognitoErrors.invalidParameter("Cannot reset password for the user as there is no"
                        + " registered/verified email or phone_number"));
        outbox.check(pool, medium);
        user.changeStatus(UserStatus.RESET_REQUIRED, clock.instant());
        outbox.send(pool, user, medium, "AdminResetUserPassword");
        return Json.object();
    }

    private static Optional<String> verifiedMedium(User user) {
        for (String address : List.of("email", "phone_number")) {
            if (user.attribute(address + "_verified").equals(Optional.of("true"))) {
                return Optional.of(address.equals("email") ? "EMAIL" : "SMS");
            }
        }
        return Optional.empty();
    }
}
