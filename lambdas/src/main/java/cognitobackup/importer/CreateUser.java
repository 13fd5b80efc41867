package cognitobackup.importer;

import static cognitobackup.importer.StatusTable.FORCE_CHANGE_PASSWORD;

import cognitobackup.cognito.RejectedByCognitoException;
import cognitobackup.cognito.UserExistsException;
import cognitobackup.cognito.UserPool;
import cognitobackup.importer.UserResult.Begun;
import cognitobackup.pool.Identity;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.User;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Creates one user in the target, or finishes what was begun: whatever is repeated or was cut off anywhere, the user is
 * created once, is given one password, and nobody else is taken for it.
 */
final class CreateUser {
    private static final String INVALID = "InvalidParameterException";

    static final String ADDRESS_TAKEN = "somebody in the target has the e-mail address or phone number";

    private final ImportRun run;
    private final UserPool target;
    private final PoolSettings settings;
    private final OriginalSub originalSub;
    private final Restorable restorable;
    private final AttributeOwners owners;
    private final Results results;

    CreateUser(ImportRun run, UserPool target, OriginalSub originalSub, Results results) {
        this.run = run;
        this.originalSub = originalSub;
        this.target = target;
        this.settings = target.settings();
        this.restorable =
                new Restorable(settings, originalSub.attribute().map(Set::of).orElse(Set.of()));
        this.owners = new AttributeOwners(target, settings);
        this.results = results;
    }

    void create(UserWork work) {
        UserResult former = results.user(run, work.identity(), work.sub())
                .orElseGet(() -> UserResult.untouched(work.identity(), work.sub()));
        Optional<User> made = former.targetUsername().flatMap(target::getUser).filter(user -> former.names(user.sub()));
        if (made.isPresent()) {
            finish(former, made.get());
            return;
        }
        // Whoever was made before is gone.
        UserResult begun = UserResult.untouched(work.identity(), work.sub())
                .with(Begun.CREATION)
                .without(former.taken());
        if (!begun.equals(former)) {
            results.put(run, begun);
        }
        create(work, begun, former.creationUnanswered());
    }

    private void create(UserWork work, UserResult begun, boolean begunBefore) {
        Map<String, String> attributes = LostAliases.without(begun.taken(), work.attributes(), settings);
        try {
            finish(begun, target.createUser(work.username(), attributes, password()));
        } catch (UserExistsException e) {
            Optional<User> existing = target.getUser(work.username());
            if (existing.isPresent()) {
                takeOver(work, begun, begunBefore, existing.get());
            } else {
                createWithoutTaken(work, begun, begunBefore, attributes);
            }
        } catch (RejectedByCognitoException e) {
            Set<String> doubtful = restorable.doubtful(attributes);
            if (!e.errorCode().equals(INVALID) || doubtful.isEmpty()) {
                throw e;
            }
            // One value that the target refuses must not cost the whole user.
            UserResult without = begun.without(doubtful);
            results.put(run, without);
            create(work, without, begunBefore);
        }
    }

    /** Nobody has the name, so somebody has an address. Noted before the user is created without it. */
    private void createWithoutTaken(
            UserWork work, UserResult begun, boolean begunBefore, Map<String, String> attributes) {
        Set<String> taken = owners.taken(attributes);
        if (taken.isEmpty()) {
            giveUp(begun, ADDRESS_TAKEN);
            return;
        }
        UserResult without = begun.without(taken);
        results.put(run, without);
        create(work, without, begunBefore);
    }

    private String password() {
        return RandomPassword.of(settings.passwordMinimumLength());
    }

    /**
     * Somebody has the name: this import, in a call whose answer was lost, or somebody else.
     *
     * @param begunBefore whether the name may have been taken by an earlier call of this import
     * @param user who has the name
     */
    private void takeOver(UserWork work, UserResult begun, boolean begunBefore, User user) {
        boolean sameIdentity =
                Identity.of(user, settings).filter(work.identity()::equals).isPresent();
        boolean known = originalSub.of(user).filter(work.sub()::equals).isPresent();
        if (begun.names(user.sub())
                || (sameIdentity && begunBefore && lostAnswer(run, user.status(), user.created()))
                || (sameIdentity && known && user.status().equals(FORCE_CHANGE_PASSWORD))) {
            finish(begun, user);
        } else if (work.handed() && sameIdentity && madeByJob(work, user)) {
            finish(begun.with(Begun.IMPORTED), user);
        } else if (user.sub().equals(work.sub())
                || known
                || (sameIdentity && run.options().trustExistingIdentities())) {
            trust(begun, user);
        } else {
            giveUp(begun.with(Begun.OWNER_ASKED_FOR), UserResult.IDENTITY_TAKEN);
        }
    }

    /** An import job had the user before; a listing had not shown it yet. */
    private boolean madeByJob(UserWork work, User user) {
        var planned = new User(
                work.sub(),
                work.username(),
                new TreeMap<>(work.attributes()),
                true,
                user.status(),
                user.created(),
                user.lastModified());
        TargetUser found = new TargetUserForm(restorable, new KnownUsers(run.intoSource(), originalSub)).of(user);
        return HandedUsers.madeByJob(run, planned, found, restorable);
    }

    /**
     * Whether a user can only be one that this import made. Only an administrator makes a user with this status: neither
     * signing up nor any password that a person sets leads to it.
     *
     * @param status the user's status in the target
     * @param created when it was created there
     */
    static boolean lostAnswer(ImportRun run, String status, Instant created) {
        return status.equals(FORCE_CHANGE_PASSWORD)
                && !created.isBefore(run.importId().instant());
    }

    /** Somebody who is the planned user although this import did not make it; only a listing had not shown it yet. */
    private void trust(UserResult begun, User user) {
        if (run.options().mode() == ImportMode.EMPTY) {
            results.put(run, begun.with(Begun.TRUSTED).made(user));
        } else {
            // The next comparison finds it among those that were there before.
            results.put(run, begun.with(Begun.OWNER_ASKED_FOR));
        }
    }

    private void giveUp(UserResult begun, String reason) {
        results.put(run, begun.failed(new Failure(reason, run.term())));
    }

    /**
     * Notes whose user it is before it gets its password: whoever is cut off in between finds it again.
     *
     * @param user as it was read or created just now: with any other status it has had its password
     */
    private void finish(UserResult result, User user) {
        UserResult made = result.made(user);
        if (!made.equals(result)) {
            results.put(run, made);
        }
        boolean ownPassword = made.begun() == Begun.TRUSTED || made.begun() == Begun.IMPORTED;
        if (!ownPassword && user.status().equals(FORCE_CHANGE_PASSWORD)) {
            target.setPermanentPassword(user.username(), password());
        }
    }
}
