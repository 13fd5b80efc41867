package cognitobackup.importer;

import cognitobackup.cognito.ExpiredTokenException;
import cognitobackup.cognito.UserPool;
import cognitobackup.function.Deadline;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.TreeMap;

/** Writes down the users of the target as a round finds them, by shard of their identity. */
@Singleton
class ListTargetUsers {
    private final ImportAccess access;
    private final JsonLines lines;
    private final Results results;

    ListTargetUsers(ImportAccess access, JsonLines lines, Results results) {
        this.access = access;
        this.lines = lines;
        this.results = results;
    }

    /**
     * How far the listing is.
     *
     * @param token where it goes on; null at its beginning and at its end
     * @param attempt how often it had to begin anew
     * @param part how many invocations have written down what they found
     */
    @Serdeable
    record Progress(boolean done, @Nullable String token, int attempt, int part) {
        static final Progress NOTHING = new Progress(false, null, 0, 0);
    }

    Progress list(ImportRun run, int round, Progress progress, Deadline deadline) {
        access.checkLocks(run);
        UserPool target = access.target(run, 1, deadline);
        var restorable = new Restorable(target.settings());
        try (JsonLines.Writer found = lines.writer()) {
            var pages = new Pages<User>(Optional.ofNullable(progress.token()), deadline);
            pages.read(token -> target.listUsers(Optional.empty(), token), user -> restorable
                    .identity(user)
                    .ifPresent(identity -> found.add(
                            ImportFiles.targetUsers(
                                    run, round, Shard.of(identity), progress.attempt(), progress.part()),
                            targetUser(identity, user, restorable))));
            found.store();
            return new Progress(pages.done(), pages.token().orElse(null), progress.attempt(), progress.part() + 1);
        } catch (ExpiredTokenException e) {
            return new Progress(false, null, progress.attempt() + 1, 0);
        } finally {
            results.addApiCalls(run, target);
        }
    }

    static TargetUser targetUser(String identity, User user, Restorable restorable) {
        var asIfEnabled = new User(
                user.sub(),
                user.username(),
                new TreeMap<>(user.attributes()),
                true,
                user.status(),
                user.created(),
                user.lastModified());
        return new TargetUser(
                identity,
                user.sub(),
                user.username(),
                user.enabled(),
                user.status(),
                restorable.hash(asIfEnabled).orElseThrow().hex());
    }
}
