package cognitobackup.local.cognito;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Users, as an administrator creates, reads, changes, disables, enables and deletes them. */
final class UserOperations {
    private final Clock clock;
    private final Enrolment enrolment;
    private final Outbox outbox;
    private final Triggers triggers;
    private final Operations operations;

    UserOperations(Clock clock, Enrolment enrolment, Outbox outbox, Triggers triggers, Operations operations) {
        this.clock = clock;
        this.enrolment = enrolment;
        this.outbox = outbox;
        this.triggers = triggers;
        this.operations = operations;
    }

    void register() {
        operations.add(
                "AdminCreateUser",
                namedUser()
                        .optional(
                                "UserAttributes",
                                "TemporaryPassword",
                                "ForceAliasCreation",
                                "MessageAction",
                                "DesiredDeliveryMediums"),
                this::create);
        operations.addOnPool("AdminGetUser", namedUser(), (pool, request) -> user(pool, request)
                .describeWithUserAttributes());
        operations.addOnPool(
                "AdminUpdateUserAttributes",
                Members.required("UserPoolId", "Username", "UserAttributes"),
                this::updateAttributes);
        operations.addOnPool(
                "AdminDeleteUserAttributes",
                Members.required("UserPoolId", "Username", "UserAttributeNames"),
                this::deleteAttributes);
        operations.addOnPool("AdminDeleteUser", namedUser(), (pool, request) -> {
            pool.removeUser(user(pool, request));
            return Json.object();
        });
        operations.addOnPool("AdminEnableUser", namedUser(), (pool, request) -> enable(pool, request, true));
        operations.addOnPool("AdminDisableUser", namedUser(), (pool, request) -> enable(pool, request, false));
    }

    private static Members namedUser() {
        return Members.required("UserPoolId", "Username");
    }

    private static User user(Pool pool, Request request) {
        return pool.user(request.text("Username"));
    }

    /** Checks everything, lets the trigger have its say, and checks what may have changed since. */
    private ObjectNode create(Request request) {
        if (request.flag("ForceAliasCreation")) {
            throw AwsError.notBuilt("ForceAliasCreation");
        }
        if (request.optionalText("MessageAction").orElse("SEND").equals("RESEND")) {
            throw AwsError.notBuilt("The MessageAction RESEND");
        }
        String id = request.text("UserPoolId");
        String username = request.text("Username");
        User user = operations.with(operations.pool(id), pool -> prepare(pool, request));
        triggers.preSignUp(operations.pool(id), user, username);
        return operations.with(operations.pool(id), pool -> {
            requireFree(pool, user);
            List<String> mediums = mediumsToInvite(pool, request, user);
            pool.users().add(user);
            pool.created(username);
            mediums.forEach(medium -> {
                outbox.trigger(pool, user, "CustomMessage", "AdminCreateUser");
                outbox.send(pool, user, medium, "AdminCreateUser");
            });
            return Json.wrap("User", user.describe());
        });
    }

    private User prepare(Pool pool, Request request) {
        boolean withPassword = request.has("TemporaryPassword");
        request.optionalText("TemporaryPassword").ifPresent(pool.configuration().passwordPolicy()::check);
        User user = enrolment.prepare(
                pool,
                request.text("Username"),
                request.attributes("UserAttributes"),
                UserStatus.FORCE_CHANGE_PASSWORD,
                withPassword);
        if (!withPassword && pool.configuration().letsSignInWithoutPassword(user)) {
            user.changeStatus(UserStatus.CONFIRMED, user.created());
        }
        requireFree(pool, user);
        mediumsToInvite(pool, request, user);
        return user;
    }

    private static void requireFree(Pool pool, User user) {
        Enrolment.requireFree(
                pool,
                user,
                CognitoErrors.usernameExists("User account already exists"),
                attribute ->
                        CognitoErrors.usernameExists("An account with the given " + attribute + " already exists."));
    }

    private List<String> mediumsToInvite(Pool pool, Request request, User user) {
        boolean suppressed = request.optionalText("MessageAction").orElse("").equals("SUPPRESS");
        List<String> mediums = suppressed ? List.of() : mediums(request, user);
        mediums.forEach(medium -> outbox.check(pool, medium));
        return mediums;
    }

    /** How the invitation goes out: by text message if nothing else is said, and only to an address that is there. */
    private static List<String> mediums(Request request, User user) {
        Set<String> desired = request.texts("DesiredDeliveryMediums");
        if (desired.contains("EMAIL") && user.attribute("email").isEmpty()) {
            throw CognitoErrors.invalidParameter("email is required if EMAIL is one of DesiredDeliveryMediums");
        }
        return (desired.isEmpty() ? Set.of("SMS") : desired)
                .stream()
                        .filter(medium -> user.attribute(medium.equals("SMS") ? "phone_number" : "email")
                                .isPresent())
                        .sorted()
                        .toList();
    }

    private ObjectNode updateAttributes(Pool pool, Request request) {
        return update(pool, user(pool, request), request.attributes("UserAttributes"));
    }

    /** An attribute that the user does not have is no error; one that the schema requires, or does not know, is. */
    private ObjectNode deleteAttributes(Pool pool, Request request) {
        Map<String, String> changes = new TreeMap<>();
        request.texts("UserAttributeNames").forEach(name -> changes.put(name, ""));
        return update(pool, user(pool, request), changes);
    }

    /** @param wanted new values by attribute, the empty one for an attribute to be removed */
    private ObjectNode update(Pool pool, User user, Map<String, String> wanted) {
        Map<String, String> changes = pool.schema().forUpdate(wanted);
        // A changed address is unverified until somebody says or proves that it is.
        for (String address : List.of("email", "phone_number")) {
            boolean changed = changes.containsKey(address)
                    && !changes.get(address).equals(user.attribute(address).orElse(""));
            if (changed) {
                changes.putIfAbsent(address + "_verified", changes.get(address).isEmpty() ? "" : "false");
            }
        }
        Map<String, String> after = new TreeMap<>(user.attributes());
        after.putAll(changes);
        after.values().removeIf(String::isEmpty);
        pool.schema().requireWhatIsVerified(after);
        List<String> mediums = mediumsToVerify(pool, changes);
        mediums.forEach(medium -> outbox.check(pool, medium));
        Instant now = clock.instant();
        takeAliases(
                pool, new User(user.sub(), user.username(), after, user.kind(), user.status(), user.created()), now);
        pool.users().change(user, changes, now);
        mediums.forEach(medium -> {
            outbox.trigger(pool, user, "CustomMessage", "UpdateUserAttribute");
            outbox.send(pool, user, medium, "AdminUpdateUserAttributes");
        });
        return Json.object();
    }

    /** A new address is verified by a message where the pool does that, unless the call said that it is verified. */
    private static List<String> mediumsToVerify(Pool pool, Map<String, String> changes) {
        return Stream.of("email", "phone_number")
                .filter(address -> changes.containsKey(address)
                        && "false".equals(changes.get(address + "_verified"))
                        && pool.configuration().verifiesAutomatically(address))
                .map(address -> address.equals("email") ? "EMAIL" : "SMS")
                .toList();
    }

    /**
     * In a pool with username attributes a taken address is refused. In one with aliases the address goes over to the
     * user who is said to have verified it, and the other's is unverified from then on; so AWS was seen to do.
     */
    private static void takeAliases(Pool pool, User changed, Instant now) {
        for (String attribute : pool.signIn().uniqueAttributes(changed)) {
            Optional<User> owner = pool.users()
                    .withUnique(attribute, changed.attribute(attribute).orElseThrow())
                    .filter(other -> !other.sub().equals(changed.sub()));
            if (owner.isPresent()) {
                if (pool.signIn().withUsernameAttributes() || attribute.equals("preferred_username")) {
                    throw CognitoErrors.aliasExists(attribute);
                }
                pool.users().change(owner.get(), Map.of(attribute + "_verified", "false"), now);
            }
        }
    }

    private ObjectNode enable(Pool pool, Request request, boolean on) {
        user(pool, request).enable(on, clock.instant());
        return Json.object();
    }
}
