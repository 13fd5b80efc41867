package cognitobackup.importer;

import cognitobackup.cognito.RejectedByCognitoException;
import cognitobackup.cognito.UserPool;
import cognitobackup.pool.User;
import java.util.Optional;

/** Adds one user of the target to its groups and disables it, if it still is the one that this import made. */
final class UpdateUser {
    static final String USER_NOT_FOUND = "UserNotFoundException";

    private final ImportRun run;
    private final UserPool target;
    private final Results results;

    UpdateUser(ImportRun run, UserPool target, Results results) {
        this.run = run;
        this.target = target;
        this.results = results;
    }

    /** Does nothing where somebody else has the name by now: the next comparison finds that out. */
    void update(UserWork work) {
        Optional<UserResult> result = results.user(run, work.identity(), work.sub());
        Optional<User> user = target.getUser(work.username())
                .filter(found -> result.filter(ours -> ours.names(found.sub())).isPresent());
        user.ifPresent(ours -> {
            work.groups().forEach(group -> addToGroup(work, ours, group));
            if (work.disable()) {
                target.disableUser(ours.username());
            }
        });
    }

    private void addToGroup(UserWork work, User user, String group) {
        try {
            target.addToGroup(user.username(), group);
        } catch (RejectedByCognitoException e) {
            if (e.errorCode().equals(USER_NOT_FOUND)) {
                throw e;
            }
            results.membershipFailed(run, work.identity(), work.sub(), group, e.getMessage());
        }
    }
}
