package cognitobackup.importer;

import cognitobackup.cognito.ExpiredTokenException;
import cognitobackup.cognito.UserPool;
import cognitobackup.function.Deadline;
import cognitobackup.function.TemporaryFailure;
import cognitobackup.pool.Group;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes a living pool down as one side of a comparison: its users, its groups and configuration, and its members. */
@Singleton
class ReadPool {
    private static final String USERS = "1-users";
    private static final String MEMBERS = "2-members";

    private final ImportAccess access;
    private final JsonLines lines;

    ReadPool(ImportAccess access, JsonLines lines) {
        this.access = access;
        this.lines = lines;
    }

    /** What is read, in this order. */
    enum Phase {
        USERS,
        GROUPS,
        MEMBERS
    }

    /**
     * How far the reading is.
     *
     * @param token where the listing goes on; null at its beginning
     * @param group the place of the group whose members are listed next
     * @param attempt how often the listing of users had to begin anew
     * @param part how many invocations have written down what they found in this attempt
     * @param apiCalls how many requests were sent to Cognito
     */
    @Serdeable
    record Progress(
            boolean done, Phase phase, @Nullable String token, int group, int attempt, int part, long apiCalls) {
        static final Progress NOTHING = new Progress(false, Phase.USERS, null, 0, 0, 0, 0);

        private Progress next(Phase next, @Nullable String nextToken, int nextGroup) {
            return new Progress(false, next, nextToken, nextGroup, attempt, part + 1, apiCalls);
        }

        private Progress anew() {
            return new Progress(false, phase, null, 0, attempt + 1, 0, apiCalls);
        }

        private Progress end() {
            return new Progress(true, phase, null, group, attempt, part, apiCalls);
        }

        private Progress after(UserPool pool) {
            long calls =
                    pool.apiCalls().values().stream().mapToLong(Long::longValue).sum();
            return new Progress(done, phase, token, group, attempt, part, apiCalls + calls);
        }
    }

    Progress read(ImportRun run, Progress progress, Deadline deadline) {
        access.checkLocks(run);
        UserPool pool = access.target(run, 1, deadline);
        ComparedForm form = ComparedSides.ofPool(run, pool, access.restorable(pool));
        try (JsonLines.Writer files = lines.writer()) {
            Progress reached =
                    switch (progress.phase()) {
                        case USERS -> users(run, pool, form, progress, files, deadline);
                        case GROUPS -> groups(run, pool, form, progress, files);
                        case MEMBERS -> members(run, pool, form, progress, files, deadline);
                    };
            files.store();
            return reached.after(pool);
        } catch (ExpiredTokenException e) {
            // What comes twice counts once.
            return progress.anew().after(pool);
        }
    }

    private static Progress users(
            ImportRun run,
            UserPool pool,
            ComparedForm form,
            Progress progress,
            JsonLines.Writer files,
            Deadline deadline) {
        var pages = new Pages<User>(Optional.ofNullable(progress.token()), deadline);
        pages.read(
                token -> pool.listUsers(Optional.empty(), token),
                user -> files.add(key(run, form.shard(user), USERS, progress), form.user(user)));
        return pages.done()
                ? progress.next(Phase.GROUPS, null, 0)
                : progress.next(Phase.USERS, pages.token().orElseThrow(), 0);
    }

    private static Progress groups(
            ImportRun run, UserPool pool, ComparedForm form, Progress progress, JsonLines.Writer files) {
        files.begin(ImportFiles.groupsOfPool(run));
        String key = key(run, Shard.UNSHARDED, USERS, progress);
        files.begin(key);
        Listing.stream(pool::listGroups).forEach(group -> form.group(group).ifPresent(record -> {
            files.add(key, record);
            files.add(ImportFiles.groupsOfPool(run), PlannedGroup.of(group, false));
        }));
        if (ComparedSides.withinPool(run)) {
            pool.configuration().forEach(part -> form.configuration(part).ifPresent(record -> files.add(key, record)));
        }
        return progress.next(Phase.MEMBERS, null, 0);
    }

    private Progress members(
            ImportRun run,
            UserPool pool,
            ComparedForm form,
            Progress progress,
            JsonLines.Writer files,
            Deadline deadline) {
        List<Group> groups = new ArrayList<>();
        lines.read(ImportFiles.groupsOfPool(run), PlannedGroup.class, group -> groups.add(group.group()));
        int next = progress.group();
        Optional<String> token = Optional.ofNullable(progress.token());
        boolean read = false;
        while (next < groups.size() && !(read && deadline.passed())) {
            String group = groups.get(next).name();
            var pages = new Pages<User>(token, deadline);
            try {
                pages.read(page -> pool.listMembers(group, page), member -> form.membership(member, group)
                        .ifPresent(record -> files.add(key(run, form.shard(member), MEMBERS, progress), record)));
            } catch (ExpiredTokenException e) {
                token = Optional.empty();
                continue;
            } catch (TemporaryFailure e) {
                // Mostly the deadline that comes before the next request may be sent; what was read is kept.
                if (!read) {
                    throw e;
                }
                break;
            }
            read = true;
            token = pages.token();
            if (pages.done()) {
                next++;
            }
        }
        Progress reached = progress.next(Phase.MEMBERS, token.orElse(null), next);
        return next < groups.size() ? reached : reached.end();
    }

    private static String key(ImportRun run, Shard shard, String phase, Progress progress) {
        return ImportFiles.compared(
                run, ComparedSides.other(run), run.division().unit(shard), phase, progress.attempt(), progress.part());
    }
}
