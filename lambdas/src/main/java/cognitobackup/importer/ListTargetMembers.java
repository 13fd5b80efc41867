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

/** Writes down who is in which groups of the target as a round finds it, by unit of the members' identities. */
@Singleton
class ListTargetMembers {
    private final ImportAccess access;
    private final JsonLines lines;
    private final Results results;

    ListTargetMembers(ImportAccess access, JsonLines lines, Results results) {
        this.access = access;
        this.lines = lines;
        this.results = results;
    }

    /**
     * How far one worker is with its groups.
     *
     * @param next the place of the group to go on with
     * @param token where the listing of that group goes on; null at its beginning
     * @param part how many invocations have written down what they found
     */
    @Serdeable
    record Progress(boolean done, int next, @Nullable String token, int part) {
        static Progress of(PinPlan.MemberList list) {
            return new Progress(false, list.worker(), null, 0);
        }
    }

    Progress list(ImportRun run, int round, PinPlan.MemberList list, Progress progress, Deadline deadline) {
        access.checkLocks(run);
        // The target was empty when the plan was pinned, and nothing has put anybody in a group since.
        if (run.options().mode() == ImportMode.EMPTY && round == 0 && !run.resumed()) {
            return new Progress(true, 0, null, 0);
        }
        List<String> groups = new ArrayList<>();
        lines.read(ImportFiles.listedGroups(run), String.class, groups::add);
        UserPool target = access.target(run, list.of(), deadline);
        var form = new TargetUserForm(access.restorable(target), access.knownUsers(run, target));
        int next = progress.next();
        Optional<String> token = Optional.ofNullable(progress.token());
        try (JsonLines.Writer found = lines.writer()) {
            while (next < groups.size() && !deadline.passed()) {
                String group = groups.get(next);
                var pages = new Pages<User>(token, deadline);
                try {
                    pages.read(page -> target.listMembers(group, page), member -> {
                        var line = new TargetMember(member.sub(), group);
                        form.identity(member)
                                .map(run.division()::unit)
                                .ifPresent(unit -> found.add(
                                        ImportFiles.targetMembers(run, round, unit, list.worker(), progress.part()),
                                        line));
                        form.plannedSubs(member).stream()
                                .map(run.division()::unit)
                                .distinct()
                                .forEach(unit -> found.add(
                                        ImportFiles.targetMembersBySub(
                                                run, round, unit, list.worker(), progress.part()),
                                        line));
                    });
                } catch (ExpiredTokenException e) {
                    // What comes twice counts once.
                    token = Optional.empty();
                    continue;
                } catch (TemporaryFailure e) {
                    if (next == progress.next()) {
                        throw e;
                    }
                    break;
                }
                token = pages.token();
                if (pages.done()) {
                    next += list.of();
                }
            }
            found.store();
        }
        results.addApiCalls(run, target);
        return new Progress(next >= groups.size(), next, token.orElse(null), progress.part() + 1);
    }
}
