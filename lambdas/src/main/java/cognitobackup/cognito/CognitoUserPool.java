package cognitobackup.cognito;

import cognitobackup.function.Deadline;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.Group;
import cognitobackup.pool.Identity;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.ProviderIdentity;
import cognitobackup.pool.User;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;

/** A user pool at Amazon Cognito. */
final class CognitoUserPool implements UserPool {
    /** The most that a page may hold; without a limit Cognito chooses less. */
    private static final int PAGE = 60;

    /** A filtered listing finds at most a few users, though maybe after empty pages; more pages mean something else. */
    private static final int MOST_FILTERED_PAGES = 100;

    /** The name by which Cognito knows what a provider calls a person. */
    private static final String SUBJECT = "Cognito_Subject";

    private final CognitoIdentityProviderClient client;
    private final CognitoCalls calls;
    private final ConfigurationReader configuration;
    private final UserPoolType described;
    private final Deadline deadline;
    private final PoolSettings settings;

    CognitoUserPool(
            CognitoIdentityProviderClient client,
            CognitoCalls calls,
            ConfigurationReader configuration,
            UserPoolType described,
            Deadline deadline) {
        this.client = client;
        this.calls = calls;
        this.deadline = deadline;
        this.configuration = configuration;
        this.described = described;
        this.settings = CognitoTypes.settings(described);
    }

    @Override
    public String id() {
        return described.id();
    }

    @Override
    public PoolSettings settings() {
        return settings;
    }

    @Override
    public long estimatedUsers() {
        return Optional.ofNullable(described.estimatedNumberOfUsers()).orElse(0);
    }

    @Override
    public List<ConfigurationPart> configuration() {
        return configuration.read(described);
    }

    @Override
    public Page<User> listUsers(Optional<String> subPrefix, Optional<String> token) {
        return page(token, () -> usersPage(subPrefix.map(prefix -> "sub ^= " + quoted(prefix)), token));
    }

    @Override
    public Optional<User> findUserBySub(String sub) {
        return find("sub = " + quoted(sub), user -> user.sub().equals(sub));
    }

    @Override
    public Optional<User> findUserByUsername(String username) {
        return find("username = " + quoted(username), user -> user.username().equals(username));
    }

    @Override
    public Optional<User> findUserByIdentity(String identity) {
        String folded = settings.caseSensitive() ? identity : identity.toLowerCase(Locale.ROOT);
        Predicate<User> same = user -> Identity.of(user, settings).stream().anyMatch(folded::equals);
        Optional<User> byAttribute = Optional.empty();
        if (settings.usernameAttributes().contains("email") && identity.contains("@")) {
            byAttribute = find("email = " + quoted(identity), same);
        } else if (settings.usernameAttributes().contains("phone_number") && identity.startsWith("+")) {
            byAttribute = find("phone_number = " + quoted(identity), same);
        }
        // Federated profiles keep their username in every pool.
        return byAttribute.or(() -> find("username = " + quoted(identity), same));
    }

    @Override
    public List<User> findUsersByAttribute(String attribute, String value) {
        List<User> found = new ArrayList<>();
        readFiltered(attribute + " = " + quoted(value), page -> {
            found.addAll(page);
            return false;
        });
        return found;
    }

    @Override
    public Optional<User> getUser(String username) {
        return unless("UserNotFoundException", () -> {
            var user = calls.repeatable(
                    "AdminGetUser",
                    () -> client.adminGetUser(
                            request -> request.userPoolId(id()).username(username)));
            return CognitoTypes.user(UserType.builder()
                            .username(user.username())
                            .attributes(user.userAttributes())
                            .enabled(user.enabled())
                            .userStatus(user.userStatusAsString())
                            .userCreateDate(user.userCreateDate())
                            .userLastModifiedDate(user.userLastModifiedDate())
                            .build())
                    .with(Optional.of(MfaPreference.of(
                            user.userMFASettingList(), Optional.ofNullable(user.preferredMfaSetting()))));
        });
    }

    @Override
    public Set<String> mfaFactors() {
        var answer = calls.repeatable(
                "GetUserPoolMfaConfig", () -> client.getUserPoolMfaConfig(request -> request.userPoolId(id())));
        Set<String> factors = new TreeSet<>();
        if (answer.smsMfaConfiguration() != null) {
            factors.add(MfaPreference.SMS);
        }
        if (answer.emailMfaConfiguration() != null) {
            factors.add(MfaPreference.EMAIL);
        }
        if (answer.softwareTokenMfaConfiguration() != null
                && Boolean.TRUE.equals(answer.softwareTokenMfaConfiguration().enabled())) {
            factors.add(MfaPreference.TOTP);
        }
        return factors;
    }

    @Override
    public void setMfa(String username, MfaPreference preference) {
        calls.repeatableDespite(
                "UserNotFoundException",
                "AdminSetUserMFAPreference",
                () -> client.adminSetUserMFAPreference(request -> {
                    request.userPoolId(id()).username(username);
                    if (preference.has(MfaPreference.SMS)) {
                        request.smsMfaSettings(
                                sms -> sms.enabled(true).preferredMfa(preference.prefers(MfaPreference.SMS)));
                    }
                    if (preference.has(MfaPreference.EMAIL)) {
                        request.emailMfaSettings(
                                email -> email.enabled(true).preferredMfa(preference.prefers(MfaPreference.EMAIL)));
                    }
                }));
    }

    @Override
    public Page<Group> listGroups(Optional<String> token) {
        return page(token, () -> {
            var answer = calls.repeatable(
                    "ListGroups",
                    () -> client.listGroups(
                            request -> request.userPoolId(id()).limit(PAGE).nextToken(token.orElse(null))));
            return new Page<>(
                    answer.groups().stream().map(CognitoTypes::group).toList(),
                    Optional.ofNullable(answer.nextToken()));
        });
    }

    @Override
    public Optional<Group> findGroup(String name) {
        return unlessGroupIsGone(() -> CognitoTypes.group(calls.repeatable(
                        "GetGroup",
                        () -> client.getGroup(
                                request -> request.userPoolId(id()).groupName(name)))
                .group()));
    }

    @Override
    public Page<User> listMembers(String groupName, Optional<String> token) {
        return page(token, () -> unlessGroupIsGone(() -> {
                    var answer = calls.repeatable(
                            "ListUsersInGroup",
                            () -> client.listUsersInGroup(request -> request.userPoolId(id())
                                    .groupName(groupName)
                                    .limit(PAGE)
                                    .nextToken(token.orElse(null))));
                    return new Page<>(
                            answer.users().stream().map(CognitoTypes::user).toList(),
                            Optional.ofNullable(answer.nextToken()));
                })
                .orElseGet(() -> new Page<>(List.of(), Optional.empty())));
    }

    @Override
    public User createUser(String username, Map<String, String> attributes, String temporaryPassword) {
        try {
            return CognitoTypes.user(calls.once(
                            "AdminCreateUser",
                            () -> client.adminCreateUser(request -> request.userPoolId(id())
                                    .username(username)
                                    .temporaryPassword(temporaryPassword)
                                    .messageAction(MessageActionType.SUPPRESS)
                                    .userAttributes(types(attributes))))
                    .user());
        } catch (RejectedByCognitoException e) {
            if (e.errorCode().equals("UsernameExistsException") || e.errorCode().equals("AliasExistsException")) {
                throw new UserExistsException();
            }
            throw e;
        }
    }

    /** Not repeated when its answer is lost: whoever has a password by then may have changed it. */
    @Override
    public void setPermanentPassword(String username, String password) {
        calls.onceDespite(
                "UserNotFoundException",
                "AdminSetUserPassword",
                () -> client.adminSetUserPassword(request -> request.userPoolId(id())
                        .username(username)
                        .password(password)
                        .permanent(true)));
    }

    /** A user that was created a moment ago may not be found yet. */
    @Override
    public void addToGroup(String username, String groupName) {
        calls.repeatableDespite(
                "UserNotFoundException",
                "AdminAddUserToGroup",
                () -> client.adminAddUserToGroup(
                        request -> request.userPoolId(id()).username(username).groupName(groupName)));
    }

    @Override
    public void disableUser(String username) {
        calls.repeatableDespite(
                "UserNotFoundException",
                "AdminDisableUser",
                () -> client.adminDisableUser(
                        request -> request.userPoolId(id()).username(username)));
    }

    @Override
    public void enableUser(String username) {
        calls.repeatableDespite(
                "UserNotFoundException",
                "AdminEnableUser",
                () -> client.adminEnableUser(request -> request.userPoolId(id()).username(username)));
    }

    @Override
    public void setAttributes(String username, Map<String, String> attributes) {
        calls.repeatableDespite(
                "UserNotFoundException",
                "AdminUpdateUserAttributes",
                () -> client.adminUpdateUserAttributes(
                        request -> request.userPoolId(id()).username(username).userAttributes(types(attributes))));
    }

    @Override
    public void deleteAttributes(String username, Collection<String> attributes) {
        calls.repeatableDespite(
                "UserNotFoundException",
                "AdminDeleteUserAttributes",
                () -> client.adminDeleteUserAttributes(
                        request -> request.userPoolId(id()).username(username).userAttributeNames(attributes)));
    }

    /** Which attribute names a user of the pool itself is ignored; the profile of a provider goes by the id there. */
    @Override
    public void linkIdentity(User user, ProviderIdentity identity) {
        ProviderIdentity destination =
                ProviderIdentity.ofProfile(user).orElseGet(() -> new ProviderIdentity("Cognito", user.username()));
        calls.repeatableDespite(
                "UserNotFoundException",
                "AdminLinkProviderForUser",
                () -> client.adminLinkProviderForUser(request -> request.userPoolId(id())
                        .destinationUser(to ->
                                to.providerName(destination.provider()).providerAttributeValue(destination.userId()))
                        .sourceUser(from -> from.providerName(identity.provider())
                                .providerAttributeName(SUBJECT)
                                .providerAttributeValue(identity.userId()))));
    }

    @Override
    public void unlinkIdentity(ProviderIdentity identity) {
        calls.repeatableDespite(
                "UserNotFoundException",
                "AdminDisableProviderForUser",
                () -> client.adminDisableProviderForUser(
                        request -> request.userPoolId(id()).user(user -> user.providerName(identity.provider())
                                .providerAttributeName(SUBJECT)
                                .providerAttributeValue(identity.userId()))));
    }

    @Override
    public void removeFromGroup(String username, String groupName) {
        calls.repeatableDespite(
                "UserNotFoundException",
                "AdminRemoveUserFromGroup",
                () -> client.adminRemoveUserFromGroup(
                        request -> request.userPoolId(id()).username(username).groupName(groupName)));
    }

    @Override
    public boolean createGroup(Group group) {
        try {
            calls.repeatable(
                    "CreateGroup",
                    () -> client.createGroup(request -> request.userPoolId(id())
                            .groupName(group.name())
                            .description(group.description().orElse(null))
                            .precedence(group.precedence().orElse(null))
                            .roleArn(group.roleArn().orElse(null))));
            return true;
        } catch (RejectedByCognitoException e) {
            if (e.errorCode().equals("GroupExistsException")) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void putGroup(Group group) {
        if (!createGroup(group)) {
            // What is left out may stay as it is: AWS does not say so. Of the three, only a description can be empty.
            calls.repeatable(
                    "UpdateGroup",
                    () -> client.updateGroup(request -> request.userPoolId(id())
                            .groupName(group.name())
                            .description(group.description().orElse(""))
                            .precedence(group.precedence().orElse(null))
                            .roleArn(group.roleArn().orElse(null))));
        }
    }

    @Override
    public ImportJobs importJobs() {
        return new CognitoImportJobs(client, calls, id(), deadline);
    }

    @Override
    public Map<String, Long> apiCalls() {
        return calls.byOperation();
    }

    private Page<User> usersPage(Optional<String> filter, Optional<String> token) {
        var answer = calls.repeatable(
                "ListUsers",
                () -> client.listUsers(request -> request.userPoolId(id())
                        .limit(PAGE)
                        .filter(filter.orElse(null))
                        .paginationToken(token.orElse(null))));
        return new Page<>(
                answer.users().stream().map(CognitoTypes::user).toList(),
                Optional.ofNullable(answer.paginationToken()));
    }

    private Optional<User> find(String filter, Predicate<User> wanted) {
        List<User> found = new ArrayList<>();
        readFiltered(filter, page -> {
            page.stream().filter(wanted).findFirst().ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.stream().findFirst();
    }

    /** @param enough takes a page, and says whether no more are wanted */
    private void readFiltered(String filter, Predicate<List<User>> enough) {
        Optional<String> token = Optional.empty();
        for (int pages = 0; pages < MOST_FILTERED_PAGES; pages++) {
            Page<User> page = usersPage(Optional.of(filter), token);
            token = page.token();
            if (enough.test(page.items()) || token.isEmpty()) {
                return;
            }
        }
        throw new IllegalStateException("A listing of few users did not end after " + MOST_FILTERED_PAGES + " pages.");
    }

    /**
     * Cognito says of a token that is too old, as of one that is not its own, that a parameter is invalid. The other
     * parameters were accepted with the first page.
     */
    private static <T> Page<T> page(Optional<String> token, Supplier<Page<T>> call) {
        try {
            return call.get();
        } catch (RejectedByCognitoException e) {
            if (token.isPresent() && e.errorCode().equals("InvalidParameterException")) {
                throw new ExpiredTokenException();
            }
            throw e;
        }
    }

    /**
     * Cognito says of a group that is gone, as of a pool that is gone, that a resource was not found; only the first may
     * be taken for an empty answer.
     */
    private <T> Optional<T> unlessGroupIsGone(Supplier<T> call) {
        Optional<T> answer = unless("ResourceNotFoundException", call);
        if (answer.isEmpty()) {
            calls.repeatable("DescribeUserPool", () -> client.describeUserPool(request -> request.userPoolId(id())));
        }
        return answer;
    }

    private static <T> Optional<T> unless(String errorCode, Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (RejectedByCognitoException e) {
            if (e.errorCode().equals(errorCode)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static List<AttributeType> types(Map<String, String> attributes) {
        return attributes.entrySet().stream()
                .map(attribute -> AttributeType.builder()
                        .name(attribute.getKey())
                        .value(attribute.getValue())
                        .build())
                .toList();
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
