package cognitobackup.importer;

import cognitobackup.cognito.RejectedByCognitoException;
import cognitobackup.cognito.UserPool;
import cognitobackup.pool.ProviderIdentity;
import cognitobackup.pool.User;
import java.util.Optional;

/** Links identities at identity providers to one user of the target, and unlinks others. What Cognito refuses is noted. */
final class RestoreLinks {
    private final ImportRun run;
    private final UserPool target;
    private final Results results;

    RestoreLinks(ImportRun run, UserPool target, Results results) {
        this.run = run;
        this.target = target;
        this.results = results;
    }

    /** @param user as it was read just now: what is as it should be by then is left alone */
    void restore(UserWork work, User user) {
        // Before any is added: a user can have five.
        Optional<ProviderIdentity> own = ProviderIdentity.ofProfile(user);
        ProviderIdentity.of(user).stream()
                .filter(identity -> work.unlink().contains(identity.key()) && !own.equals(Optional.of(identity)))
                .forEach(identity -> unlink(work, identity));
        work.links().stream()
                .map(Link::identity)
                .filter(identity -> !ProviderIdentity.of(user).contains(identity))
                .forEach(identity -> link(work, user, identity));
    }

    private void unlink(UserWork work, ProviderIdentity identity) {
        try {
            target.unlinkIdentity(identity);
        } catch (RejectedByCognitoException e) {
            // Nobody has it any more.
            if (!e.errorCode().equals(UpdateUser.USER_NOT_FOUND)) {
                results.linkFailed(run, work.identity(), work.sub(), identity, e.getMessage());
            }
        }
    }

    private void link(UserWork work, User user, ProviderIdentity identity) {
        try {
            target.linkIdentity(user, identity);
        } catch (RejectedByCognitoException e) {
            if (e.errorCode().equals(UpdateUser.USER_NOT_FOUND)) {
                throw e;
            }
            // Cognito was seen to refuse what it had done all the same: https://github.com/aws/aws-sdk-net/issues/1000
            boolean linked = target.getUser(user.username())
                    .filter(now -> ProviderIdentity.of(now).contains(identity))
                    .isPresent();
            if (!linked) {
                results.linkFailed(run, work.identity(), work.sub(), identity, reason(identity, e));
            }
        }
    }

    /** Cognito says of most that could be wrong that a parameter is invalid. */
    private String reason(ProviderIdentity identity, RejectedByCognitoException e) {
        if (e.errorCode().equals("AliasExistsException")) {
            return "it is linked to another user of the target";
        }
        Optional<User> profile = target.findUserByIdentity(identity.profileName())
                .filter(found -> ProviderIdentity.of(found).contains(identity));
        return profile.isPresent()
                ? "the person has signed in through the provider before, and has a profile of its own in the target"
                : e.getMessage();
    }
}
