package cognitobackup.importer;

import cognitobackup.backup.ImportResult;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an import did with one user. Written before the user is created and again after, so that whoever comes later
 * knows a user of the target that this import made from one that somebody else did.
 *
 * @param identity the user's identity
 * @param sub the source's sub
 * @param targetSub the sub of the user that this import made; empty as long as that is not known
 * @param targetUsername the Username that Cognito returned for it
 * @param failure why the user could not be finished, where it could not
 */
record UserResult(
        String identity,
        String sub,
        Optional<String> targetSub,
        Optional<String> targetUsername,
        Optional<Failure> failure) {
    static final String KIND = "user";
    private static final String IDENTITY = "identity";
    private static final String TARGET_SUB = "targetSub";
    private static final String TARGET_USERNAME = "targetUsername";

    static ImportResult.Key key(String identity, String sub) {
        return new ImportResult.Key(Shard.of(identity), KIND, sub);
    }

    /** About to be created. */
    static UserResult begun(String identity, String sub) {
        return new UserResult(identity, sub, Optional.empty(), Optional.empty(), Optional.empty());
    }

    UserResult made(User target) {
        return new UserResult(
                identity, sub, Optional.of(target.sub()), Optional.of(target.username()), Optional.empty());
    }

    UserResult failed(Failure reason) {
        return new UserResult(identity, sub, targetSub, targetUsername, Optional.of(reason));
    }

    /** Whether this import made that user of the target. */
    boolean names(String subInTarget) {
        return targetSub.filter(subInTarget::equals).isPresent();
    }

    ImportResult stored() {
        Map<String, String> details = new HashMap<>();
        details.put(IDENTITY, identity);
        targetSub.ifPresent(value -> details.put(TARGET_SUB, value));
        targetUsername.ifPresent(value -> details.put(TARGET_USERNAME, value));
        failure.ifPresent(value -> value.writeTo(details));
        return new ImportResult(key(identity, sub), details);
    }

    static UserResult read(ImportResult stored) {
        Map<String, String> details = stored.details();
        return new UserResult(
                details.getOrDefault(IDENTITY, ""),
                stored.key().key(),
                Optional.ofNullable(details.get(TARGET_SUB)),
                Optional.ofNullable(details.get(TARGET_USERNAME)),
                Failure.read(details));
    }
}
