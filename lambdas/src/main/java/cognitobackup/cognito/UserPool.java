package cognitobackup.cognito;

import cognitobackup.pool.Group;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.ProviderIdentity;
import cognitobackup.pool.User;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One user pool. Every call keeps within the request budget that the pool was opened with, waits and tries again when
 * Cognito throttles, and may have taken effect even if it throws.
 */
public interface UserPool extends SourcePool {
    /** The user with this identity (username, or e-mail or phone number in a pool with username attributes), asked for
     * by itself (ListUsers with a filter, which bills nobody). */
    Optional<User> findUserByIdentity(String identity);

    /**
     * Users who have this value of an attribute by which Cognito searches, such as {@code email}, asked for by
     * themselves (ListUsers with a filter, which bills nobody). Some may have it in another case.
     */
    List<User> findUsersByAttribute(String attribute, String value);

    /**
     * The user as it is now, with its second factors (AdminGetUser: consistent, but bills the user as active this
     * month).
     */
    Optional<User> getUser(String username);

    @Override
    default Optional<MfaPreference> mfa(User user) {
        return getUser(user.username())
                // What is one user's name may be another's alias.
                .filter(found -> found.sub().equals(user.sub()))
                .flatMap(User::mfa);
    }

    /** About how many users the pool has, as Cognito estimated when the pool was opened. */
    @Override
    long estimatedUsers();

    /** The second factors that the pool offers, in the words of {@link MfaPreference}; asked for by themselves. */
    Set<String> mfaFactors();

    /**
     * Switches on second factors by text message or e-mail (AdminSetUserMFAPreference), and leaves others as they are.
     *
     * @param preference {@link MfaPreference#SMS}, {@link MfaPreference#EMAIL} or both
     * @throws RejectedByCognitoException when Cognito refuses them, such as for a user without the address
     */
    void setMfa(String username, MfaPreference preference);

    /**
     * Creates a user without sending a message (AdminCreateUser with SUPPRESS). The user is then in
     * FORCE_CHANGE_PASSWORD, also in a pool where users need no password, and may lack attributes that the schema
     * requires, if all of those can be set later: Cognito holds to both only where a temporary password is given.
     *
     * @param username what the target wants as Username: the name, or the e-mail or phone number
     * @param temporaryPassword by the target's policy; nobody has to learn it
     * @return the user as Cognito returned it, with its new sub and Username
     * @throws UserExistsException when the name, or an e-mail or phone number that must be unique, is taken
     * @throws RejectedByCognitoException when Cognito refuses the user for what is in it
     */
    User createUser(String username, Map<String, String> attributes, String temporaryPassword);

    /** Sets a password that does not have to be changed (AdminSetUserPassword); the user is then CONFIRMED. */
    void setPermanentPassword(String username, String password);

    /** Adds a user to a group; one that is already in it stays. */
    void addToGroup(String username, String groupName);

    /** Disables a user; a disabled one stays so. */
    void disableUser(String username);

    /** Enables a user; an enabled one stays so. */
    void enableUser(String username);

    /**
     * Sets attributes of a user (AdminUpdateUserAttributes), and leaves the others as they are. An e-mail address or
     * phone number that the pool verifies by a message is to be set with its {@code _verified} as {@code true} only:
     * otherwise Cognito sends that message. In a pool with aliases, whoever had a verified address before loses it.
     *
     * @throws RejectedByCognitoException when Cognito refuses any of them; then none is set
     */
    void setAttributes(String username, Map<String, String> attributes);

    /**
     * Deletes attributes of a user (AdminDeleteUserAttributes); those that the user does not have are no matter.
     *
     * @throws RejectedByCognitoException when Cognito refuses any of them
     */
    void deleteAttributes(String username, Collection<String> attributes);

    /**
     * Links an identity at an identity provider to a user (AdminLinkProviderForUser): whoever signs in through the
     * provider with it is this user from then on.
     *
     * @param user the user as this pool returned it
     * @throws RejectedByCognitoException when Cognito refuses it: the pool has no such provider, the identity has a
     *     profile of its own or is linked to somebody, or the user has five links
     */
    void linkIdentity(User user, ProviderIdentity identity);

    /**
     * Unlinks an identity at an identity provider from the user that it is linked to (AdminDisableProviderForUser): its
     * next sign-in makes a user of its own.
     *
     * @throws RejectedByCognitoException when Cognito refuses it, with UserNotFoundException where nobody has the identity
     */
    void unlinkIdentity(ProviderIdentity identity);

    /** Takes a user out of a group; one that is not in it stays so. */
    void removeFromGroup(String username, String groupName);

    /** Creates a group. Returns whether it did: one that is there stays as it is. */
    boolean createGroup(Group group);

    /**
     * Creates a group, or sets an existing one to these properties. It may keep a precedence and a role that it has, and
     * shall not have: there is no request that takes them away for sure.
     *
     * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UpdateGroup.html">
     *     UpdateGroup</a>
     */
    void putGroup(Group group);

    /** The pool's user import jobs. */
    ImportJobs importJobs();

    /**
     * One page of a listing.
     *
     * @param items what the page holds, maybe nothing
     * @param token how to ask for the next page; only its absence ends the listing
     */
    record Page<T>(List<T> items, Optional<String> token) {}
}
