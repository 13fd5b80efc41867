package cognitobackup.importer;

import cognitobackup.cognito.ExpiredTokenException;
import cognitobackup.cognito.UserPool;
import cognitobackup.function.Deadline;
import cognitobackup.function.TemporaryFailure;
import cognitobackup.pool.User;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes down the users of the target as a round finds them, by unit of their identity. */
@Singleton
class ListTargetUsers {
    /** Up to so many planned users are looked up one by one instead of listing the pool: a few pages' worth of requests. */
    static final int MOST_SINGLY = 200;

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
     * @param token where it goes on, the place in the plan where users are looked up; null at its beginning and at its end
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
        var form = new TargetUserForm(access.restorable(target), access.knownUsers(run, target));
        if (run.options().selective() && access.item(run).counts().get(PinPlan.USERS) <= MOST_SINGLY) {
            return lookUp(run, round, progress, deadline, target, form);
        }
        try (JsonLines.Writer found = lines.writer()) {
            var pages = new Pages<User>(Optional.ofNullable(progress.token()), deadline);
            pages.read(
                    token -> target.listUsers(Optional.empty(), token),
                    user -> add(found, run, round, progress, user, form));
            found.store();
            return new Progress(pages.done(), pages.token().orElse(null), progress.attempt(), progress.part() + 1);
        } catch (ExpiredTokenException e) {
            return new Progress(false, null, progress.attempt() + 1, 0);
        } finally {
            results.addApiCalls(run, target);
        }
    }

    /** A few users are asked for by themselves, however many the pool has; as in a listing, one may come twice. */
    private Progress lookUp(
            ImportRun run, int round, Progress progress, Deadline deadline, UserPool target, TargetUserForm form) {
        List<PlannedUser> planned = new ArrayList<>();
        run.division()
                .all()
                .forEach(unit -> lines.read(ImportFiles.plannedUsers(run, unit), PlannedUser.class, planned::add));
        int begin = progress.token() == null ? 0 : Integer.parseInt(progress.token());
        int next = begin;
        try (JsonLines.Writer found = lines.writer()) {
            while (next < planned.size() && !(next > begin && deadline.passed())) {
                PlannedUser user = planned.get(next);
                try {
                    Stream.concat(
                                    run.intoSource() ? target.findUserBySub(user.sub()).stream() : Stream.empty(),
                                    Optional.ofNullable(user.identity()).flatMap(target::findUserByIdentity).stream())
                            .forEach(same -> add(found, run, round, progress, same, form));
                } catch (TemporaryFailure e) {
                    // Mostly the deadline that comes before the next request may be sent.
                    if (next == begin) {
                        throw e;
                    }
                    break;
                }
                next++;
            }
            found.store();
            boolean done = next >= planned.size();
            return new Progress(done, done ? null : String.valueOf(next), progress.attempt(), progress.part() + 1);
        } finally {
            results.addApiCalls(run, target);
        }
    }

    private static void add(
            JsonLines.Writer found, ImportRun run, int round, Progress progress, User user, TargetUserForm form) {
        TargetUser line = form.of(user);
        form.identity(user)
                .map(run.division()::unit)
                .ifPresent(unit -> found.add(
                        ImportFiles.targetUsers(run, round, unit, progress.attempt(), progress.part()), line));
        form.plannedSubs(user).stream()
                .map(run.division()::unit)
                .distinct()
                .forEach(unit -> found.add(
                        ImportFiles.targetUsersBySub(run, round, unit, progress.attempt(), progress.part()), line));
    }
}
