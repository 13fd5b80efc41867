package cognitobackup.cognito;

import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.Group;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.User;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One user pool. Every call keeps within the request budget that the pool was opened with, waits and tries again when
 * Cognito throttles, and may have taken effect even if it throws.
 */
public interface UserPool {
    /** The pool's id, such as {@code eu-west-1_AbCdEf123}. */
    String id();

    /** What decides how users are identified and what they can hold, as it was when the pool was opened. */
    PoolSettings settings();

    /** The pool's configuration by part, secrets left out. */
    List<ConfigurationPart> configuration();

    /**
     * One page of users, at most sixty. A page may be short or empty and still not be the last. A user whom Cognito
     * shows without a sub, which should not be, has an empty one.
     *
     * @param subPrefix lists only users whose sub starts with this; empty lists all
     * @throws ExpiredTokenException when the token is too old to go on; start again without one
     */
    Page<User> listUsers(Optional<String> subPrefix, Optional<String> token);

    /** The user with this sub, asked for by itself (ListUsers with a filter, which bills nobody). */
    Optional<User> findUserBySub(String sub);

    /** The user with this identity (username, or e-mail or phone number in a pool with username attributes), asked for
     * by itself (ListUsers with a filter, which bills nobody). */
    Optional<User> findUserByIdentity(String identity);

    /**
     * Users who have this value of an attribute by which Cognito searches, such as {@code email}, asked for by
     * themselves (ListUsers with a filter, which bills nobody). Some may have it in another case.
     */
    List<User> findUsersByAttribute(String attribute, String value);

    /** The user as it is now (AdminGetUser: consistent, but bills the user as active this month). */
    Optional<User> getUser(String username);

    /** One page of groups, at most sixty. */
    Page<Group> listGroups(Optional<String> token);

    /** The group with this name, asked for by itself. */
    Optional<Group> findGroup(String name);

    /**
     * One page of a group's members, at most sixty; an empty last page where the group does not exist.
     *
     * @throws ExpiredTokenException when the token is too old to go on; start again without one
     */
    Page<User> listMembers(String groupName, Optional<String> token);

    /**
     * Creates a user without sending a message (AdminCreateUser with SUPPRESS). The user is then in
     * FORCE_CHANGE_PASSWORD.
     *
     * @param username what the target wants as Username: the name, or the e-mail or phone number
     * @return the user as Cognito returned it, with its new sub and Username
     * @throws UserExistsException when the name, or an e-mail or phone number that must be unique, is taken
     * @throws RejectedByCognitoException when Cognito refuses the user for what is in it
     */
    User createUser(String username, Map<String, String> attributes);

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

    /** Takes a user out of a group; one that is not in it stays so. */
    void removeFromGroup(String username, String groupName);

    /** Creates a group. Returns whether it did: one that is there stays as it is. */
    boolean createGroup(Group group);

    /** Creates a group, or sets an existing one to these properties. */
    void putGroup(Group group);

    /** How many calls this object has sent to Cognito so far, by operation, throttled ones included. */
    Map<String, Long> apiCalls();

    /**
     * One page of a listing.
     *
     * @param items what the page holds, maybe nothing
     * @param token how to ask for the next page; only its absence ends the listing
     */
    record Page<T>(List<T> items, Optional<String> token) {}
}
