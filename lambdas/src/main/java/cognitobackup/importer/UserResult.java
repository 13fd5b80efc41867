package cognitobackup.importer;

import cognitobackup.backup.ImportResult;
import cognitobackup.pool.User;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What an import did with one user that was absent. Written before the user is created and again after, so that whoever
 * comes later knows a user of the target that this import made from one that somebody else did.
 *
 * @param identity the user's identity
 * @param sub the source's sub
 * @param begun what was done so far
 * @param targetSub the sub of the user that this import made; empty as long as that is not known
 * @param targetUsername the Username that Cognito returned for it
 * @param taken the attributes that the user was created without, or unverified: since somebody else in the target has them,
 *     or the target refuses their values
 * @param failure why the user could not be finished, where it could not
 */
record UserResult(
        String identity,
        String sub,
        Begun begun,
        Optional<String> targetSub,
        Optional<String> targetUsername,
        SortedSet<String> taken,
        Optional<Failure> failure) {
    static final String KIND = "user";

    /** Why somebody with the identity of a planned user is left alone. */
    static final String IDENTITY_TAKEN = "identity taken";

    private static final String BEGUN = "begun";
    private static final String IDENTITY = "identity";
    private static final String TARGET_SUB = "targetSub";
    private static final String TARGET_USERNAME = "targetUsername";
    private static final String TAKEN = "taken";

    static ImportResult.Key key(Division division, String identity, String sub) {
        return new ImportResult.Key(division.unit(identity), KIND, sub);
    }

    /** How far the creation of a user is. */
    enum Begun {
        NOTHING,
        /** Cognito may have been asked to create the user. */
        CREATION,
        /** An import job of this import made the user, which the answer to a creation showed. Has its own password. */
        IMPORTED,
        /** Somebody else has the name, who was asked for and thereby made active. */
        OWNER_ASKED_FOR,
        /** Somebody else made the user, whom the input says to take for the planned one. Keeps its own password. */
        TRUSTED
    }

    /** Nothing was done yet. */
    static UserResult untouched(String identity, String sub) {
        return new UserResult(
                identity, sub, Begun.NOTHING, Optional.empty(), Optional.empty(), new TreeSet<>(), Optional.empty());
    }

    UserResult with(Begun furtherBegun) {
        return new UserResult(identity, sub, furtherBegun, targetSub, targetUsername, taken, failure);
    }

    UserResult made(User target) {
        return new UserResult(
                identity,
                sub,
                begun,
                Optional.of(target.sub()),
                Optional.of(target.username()),
                taken,
                Optional.empty());
    }

    /** The same, created without these attributes too. */
    UserResult without(Set<String> furtherTaken) {
        SortedSet<String> all = new TreeSet<>(taken);
        all.addAll(furtherTaken);
        return new UserResult(identity, sub, begun, targetSub, targetUsername, all, failure);
    }

    UserResult failed(Failure reason) {
        return new UserResult(identity, sub, begun, targetSub, targetUsername, taken, Optional.of(reason));
    }

    /** Whether Cognito may have created the user without our knowing whom. */
    boolean creationUnanswered() {
        return begun == Begun.CREATION && targetSub.isEmpty();
    }

    /** Whether a call has made a user of the target active, which AWS bills. */
    boolean madeActive() {
        return targetSub.isPresent() || begun == Begun.OWNER_ASKED_FOR;
    }

    /** Whether that user of the target is the planned one, since this import made it. */
    boolean names(String subInTarget) {
        return targetSub.filter(subInTarget::equals).isPresent();
    }

    ImportResult stored(Division division) {
        Map<String, String> details = new HashMap<>();
        details.put(IDENTITY, identity);
        details.put(BEGUN, begun.name());
        targetSub.ifPresent(value -> details.put(TARGET_SUB, value));
        targetUsername.ifPresent(value -> details.put(TARGET_USERNAME, value));
        if (!taken.isEmpty()) {
            details.put(TAKEN, String.join(" ", taken));
        }
        failure.ifPresent(value -> value.writeTo(details));
        return new ImportResult(key(division, identity, sub), details);
    }

    static UserResult read(ImportResult stored) {
        Map<String, String> details = stored.details();
        return new UserResult(
                details.getOrDefault(IDENTITY, ""),
                stored.key().key(),
                Begun.valueOf(details.getOrDefault(BEGUN, Begun.NOTHING.name())),
                Optional.ofNullable(details.get(TARGET_SUB)),
                Optional.ofNullable(details.get(TARGET_USERNAME)),
                // No attribute's name has a space.
                Stream.of(details.getOrDefault(TAKEN, "").split(" "))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toCollection(TreeSet::new)),
                Failure.read(details));
    }
}
