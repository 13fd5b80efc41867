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
            pages.read(token -> target.listUsers(Optional.empty(), token), user -> {
                Optional<String> identity = restorable.identity(user);
                TargetUser line = targetUser(identity.orElse(null), user, restorable);
                identity.map(Shard::of)
                        .ifPresent(shard -> found.add(
                                ImportFiles.targetUsers(run, round, shard, progress.attempt(), progress.part()), line));
                if (run.intoSource()) {
                    found.add(
                            ImportFiles.targetUsersBySub(
                                    run, round, Shard.of(user.sub()), progress.attempt(), progress.part()),
                            line);
                }
            });
            found.store();
            return new Progress(pages.done(), pages.token().orElse(null), progress.attempt(), progress.part() + 1);
        } catch (ExpiredTokenException e) {
            return new Progress(false, null, progress.attempt() + 1, 0);
        } finally {
            results.addApiCalls(run, target);
        }
    }

    static TargetUser targetUser(@Nullable String identity, User user, Restorable restorable) {
        return new TargetUser(
                identity,
                user.sub(),
                user.username(),
                user.enabled(),
                user.status(),
                user.created(),
                AttributeHashes.of(user, restorable));
    }
}
