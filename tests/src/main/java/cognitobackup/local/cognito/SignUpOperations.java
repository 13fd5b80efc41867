package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Signing up: how a user comes to be UNCONFIRMED. */
final class SignUpOperations {
    private final Clock clock;
    private final Enrolment enrolment;
    private final Outbox outbox;
    private final Operations operations;

    SignUpOperations(Clock clock, Enrolment enrolment, Outbox outbox, Operations operations) {
        this.clock = clock;
        this.enrolment = enrolment;
        this.outbox = outbox;
        this.operations = operations;
    }

    void register() {
        operations.add(
                "SignUp",
                Members.required("ClientId", "Username", "Password").optional("UserAttributes"),
                request -> operations.with(poolOfClient(request.text("ClientId")), pool -> signUp(pool, request)));
        operations.addOnPool("AdminConfirmSignUp", Members.required("UserPoolId", "Username"), this::confirm);
    }

    private Pool poolOfClient(String clientId) {
        for (Pool pool : operations.pools().values()) {
            synchronized (pool) {
                if (pool.clients().containsKey(clientId)) {
                    return pool;
                }
            }
        }
        throw CognitoErrors.resourceNotFound("User pool client " + clientId + " does not exist.");
    }

    private ObjectNode signUp(Pool pool, Request request) {
        if (pool.clients().get(request.text("ClientId")).has("ClientSecret")) {
            throw CognitoErrors.notAuthorized("Client " + request.text("ClientId")
                    + " is configured with secret but SECRET_HASH was not received");
        }
        if (pool.configuration().onlyAdministratorsCreateUsers()) {
            throw CognitoErrors.notAuthorized("SignUp is not permitted for this user pool");
        }
        pool.configuration().passwordPolicy().check(request.text("Password"));
        Map<String, String> attributes = request.attributes("UserAttributes");
        if (attributes.containsKey("email_verified") || attributes.containsKey("phone_number_verified")) {
            throw CognitoErrors.notAuthorized("A client attempted to write unauthorized attribute");
        }
        User user = enrolment.prepare(pool, request.text("Username"), attributes, UserStatus.UNCONFIRMED, false);
        Enrolment.requireFree(
                pool,
                user,
                CognitoErrors.usernameExists("User already exists"),
                attribute -> CognitoErrors.usernameExists("User already exists"));
        ObjectNode answer = Json.object().put("UserConfirmed", false).put("UserSub", user.sub());
        addressToVerify(pool, user).ifPresent(address -> {
            String medium = address.equals("email") ? "EMAIL" : "SMS";
            outbox.check(pool, medium);
            outbox.send(pool, user, medium, "SignUp");
            answer.putObject("CodeDeliveryDetails")
                    .put("DeliveryMedium", medium)
                    .put("AttributeName", address);
        });
        pool.users().add(user);
        markUnverified(pool, user);
        outbox.trigger(pool, user, "PreSignUp", "SignUp");
        return answer;
    }

    /** The code goes to the phone where both addresses are there and to be verified. */
    private static Optional<String> addressToVerify(Pool pool, User user) {
        return Stream.of("phone_number", "email")
                .filter(address -> user.attribute(address).isPresent()
                        && pool.configuration().verifiesAutomatically(address))
                .findFirst();
    }

    private void markUnverified(Pool pool, User user) {
        for (String address : List.of("email", "phone_number")) {
            if (user.attribute(address).isPresent()) {
                pool.users().change(user, Map.of(address + "_verified", "false"), clock.instant());
            }
        }
    }

    private ObjectNode confirm(Pool pool, Request request) {
        User user = pool.user(request.text("Username"));
        if (user.status() != UserStatus.UNCONFIRMED) {
            throw CognitoErrors.notAuthorized("User cannot be confirmed. Current status is " + user.status());
        }
        user.changeStatus(UserStatus.CONFIRMED, clock.instant());
        outbox.trigger(pool, user, "PostConfirmation", "ConfirmSignUp");
        return Json.object();
    }
}
