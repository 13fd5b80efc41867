package cognitobackup.importer;

import static cognitobackup.importer.PlannedUserComparison.FORCE_CHANGE_PASSWORD;

import cognitobackup.cognito.UserExistsException;
import cognitobackup.cognito.UserPool;
import cognitobackup.pool.Identity;
import cognitobackup.pool.User;
import java.util.Optional;

/**
 * Creates one user in the target, or finishes what was begun: whatever is repeated or was cut off anywhere, the user is
 * created once, is given one password, and nobody else is taken for it.
 */
final class CreateUser {
    private final ImportRun run;
    private final UserPool target;
    private final Results results;
    private final boolean trustExistingIdentities;

    CreateUser(ImportRun run, UserPool target, Results results, boolean trustExistingIdentities) {
        this.run = run;
        this.target = target;
        this.results = results;
        this.trustExistingIdentities = trustExistingIdentities;
    }

    void create(UserWork work) {
        Optional<UserResult> former = results.user(run, work.identity(), work.sub());
        Optional<User> made = former.flatMap(UserResult::targetUsername)
                .flatMap(target::getUser)
                .filter(user -> former.orElseThrow().names(user.sub()));
        if (made.isPresent()) {
            finish(former.orElseThrow(), made.get());
            return;
        }
        UserResult begun = former.orElseGet(() -> begin(work));
        try {
            finish(begun, target.createUser(work.username(), work.attributes()));
        } catch (UserExistsException e) {
            takeOver(work, begun);
        }
    }

    private UserResult begin(UserWork work) {
        UserResult begun = UserResult.begun(work.identity(), work.sub());
        results.put(run, begun);
        return begun;
    }

    /** Somebody has the name: this import, in a call whose answer was lost, or a stranger. */
    private void takeOver(UserWork work, UserResult begun) {
        Optional<User> existing = target.getUser(work.username());
        if (existing.isEmpty()) {
            giveUp(begun, "somebody in the target has the e-mail address or phone number");
        } else if (mayBeTaken(work, begun, existing.get())) {
            finish(begun, existing.get());
        } else {
            giveUp(begun, "identity taken");
        }
    }

    private boolean mayBeTaken(UserWork work, UserResult begun, User existing) {
        boolean sameIdentity = Identity.of(existing, target.settings())
                .filter(work.identity()::equals)
                .isPresent();
        // The target was empty when the plan was pinned, and only an administrator can make a user with this status:
        // neither signing up nor any password that a person sets leads to it.
        boolean adminMade = existing.status().equals(FORCE_CHANGE_PASSWORD);
        return begun.names(existing.sub()) || (sameIdentity && (adminMade || trustExistingIdentities));
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
        if (user.status().equals(FORCE_CHANGE_PASSWORD)) {
            target.setPermanentPassword(
                    user.username(), RandomPassword.of(target.settings().passwordMinimumLength()));
        }
    }
}
