package cognitobackup.cognito;

import cognitobackup.cognito.UserPool.Page;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.Group;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an export reads: a user pool, or another record of one. Nothing can be changed through it. */
public interface SourcePool {
    /** The pool's id, such as {@code eu-west-1_AbCdEf123}. */
    String id();

    /** What decides how users are identified and what they can hold, as it was when the pool was opened. */
    PoolSettings settings();

    /** How many users there may be, by which work is shared out; as many as can be where nobody knows. */
    default long estimatedUsers() {
        return Long.MAX_VALUE;
    }

    /** The pool's configuration by part, secrets left out. */
    List<ConfigurationPart> configuration();

    /**
     * One page of users. A page may be short or empty and still not be the last. A user whom Cognito shows without a
     * sub, which should not be, has an empty one.
     *
     * @param subPrefix lists only users whose sub starts with this; empty lists all
     * @throws ExpiredTokenException when the token is too old to go on; start again without one
     */
    Page<User> listUsers(Optional<String> subPrefix, Optional<String> token);

    /** The user with this sub, asked for by itself (ListUsers with a filter, which bills nobody). */
    Optional<User> findUserBySub(String sub);

    /**
     * The user with this username, asked for by itself (ListUsers with a filter, which bills nobody); empty where nobody
     * can be asked so.
     */
    default Optional<User> findUserByUsername(String username) {
        return Optional.empty();
    }

    /**
     * The user's second factors, asked for by themselves (AdminGetUser, which bills the user as active this month);
     * empty where that user is not there any more, or where nobody can say.
     */
    default Optional<MfaPreference> mfa(User user) {
        return Optional.empty();
    }

    /** One page of groups. */
    Page<Group> listGroups(Optional<String> token);

    /** The group with this name, asked for by itself. */
    Optional<Group> findGroup(String name);

    /**
     * One page of a group's members; an empty last page where the group does not exist.
     *
     * @throws ExpiredTokenException when the token is too old to go on; start again without one
     */
    Page<User> listMembers(String groupName, Optional<String> token);

    /** How many calls this object has sent to Cognito so far, by operation, throttled ones included. */
    Map<String, Long> apiCalls();

    /** What the listings came upon since this was last asked: what was left out, or is doubtful. Nothing in a pool. */
    default List<Oddity> takeOddities() {
        return List.of();
    }

    /**
     * Something that a listing left out, or that is doubtful.
     *
     * @param kind what about it is odd; a constant, without {@code #}
     * @param key the record, by kind and key
     */
    record Oddity(String kind, String key) {}
}
