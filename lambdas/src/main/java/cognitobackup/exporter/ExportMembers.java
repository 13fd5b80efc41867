package cognitobackup.exporter;

import cognitobackup.backup.Run;
import cognitobackup.cognito.ExpiredTokenException;
import cognitobackup.function.Deadline;
import cognitobackup.pool.KeyHash;
import cognitobackup.pool.Membership;
import cognitobackup.pool.PoolRecord;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists the members of a share of the groups, in the order of the groups' hashes: a hash says where to go on, a group's
 * name stays out of the workflow's state. A group that vanished has no members.
 */
@Singleton
final class ExportMembers {
    private static final Logger LOG = LoggerFactory.getLogger(ExportMembers.class);
    private static final int FINDINGS_PAGE = 500;

    private final ExportSteps steps;

    ExportMembers(ExportSteps steps) {
        this.steps = steps;
    }

    /** @param again whether only those groups are listed whose stored members were not all seen */
    StepOutput export(Run run, MemberList work, Progress before, boolean again, Deadline deadline) {
        ExportStep step = steps.begin(run, "members-" + work.share(), work.of(), before, deadline);
        NavigableMap<String, String> groups = byHash(again ? unseen(step) : stored(step), work);
        Optional<Position> position = before.next().map(Position::parse);
        Set<String> usersStored = new HashSet<>();
        var listed = new ListedUsers(step);
        for (Map.Entry<String, String> group : position.map(at -> groups.tailMap(at.hash(), true))
                .orElse(groups)
                .entrySet()) {
            Optional<String> token =
                    position.filter(at -> at.hash().equals(group.getKey())).flatMap(Position::token);
            try {
                Optional<String> next = Pages.through(
                        from -> step.pool().listMembers(group.getValue(), from),
                        token,
                        deadline,
                        members -> store(step, group.getValue(), members, usersStored, listed));
                if (next.isPresent()) {
                    return step.continueAt(new Position(group.getKey(), next).text());
                }
            } catch (ExpiredTokenException e) {
                LOG.info("the listing's token is too old, the listing begins again");
                return Restarts.restart(
                        step, before, Optional.of(new Position(group.getKey(), Optional.empty()).text()));
            }
            String following = groups.higherKey(group.getKey());
            if (following != null && deadline.passed()) {
                return step.continueAt(new Position(following, Optional.empty()).text());
            }
        }
        return step.done();
    }

    /**
     * A member is listed as a whole user, so it is stored as one: the listing of users may have left it out, and no
     * membership may be in a snapshot without its user. Once in an invocation is enough, and whom the listing stored as
     * it is now need not be read again.
     */
    private static void store(
            ExportStep step, String groupName, List<User> members, Set<String> usersStored, ListedUsers listed) {
        List<User> users = new ArrayList<>();
        List<PoolRecord> records = new ArrayList<>();
        for (User member : members) {
            if (member.sub().isEmpty()) {
                step.addFinding(
                        Findings.USER_WITHOUT_SUB,
                        KeyHash.of(RecordKey.user(member.username())).hex());
                continue;
            }
            if (usersStored.add(member.sub())) {
                users.add(member);
            }
            records.add(new Membership(member.sub(), groupName));
        }
        records.addAll(listed.unknown(users));
        step.store(records);
        LOG.atInfo().addKeyValue("memberships", members.size()).log("exported a page of members");
    }

    private static Stream<String> stored(ExportStep step) {
        return new StoredPages(step.backup(), RecordKind.GROUP, Shard.UNSHARDED, Optional.empty())
                .rest().stream().filter(group -> !group.current().tombstone()).map(group -> group.key()
                        .owner());
    }

    private static Stream<String> unseen(ExportStep step) {
        List<String> names = new ArrayList<>();
        List<String> page;
        do {
            Optional<String> last = names.isEmpty() ? Optional.empty() : Optional.of(names.get(names.size() - 1));
            page = step.findings(Findings.LIST_AGAIN, last, FINDINGS_PAGE);
            names.addAll(page);
        } while (page.size() == FINDINGS_PAGE);
        return names.stream();
    }

    private static NavigableMap<String, String> byHash(Stream<String> groupNames, MemberList work) {
        NavigableMap<String, String> groups = new TreeMap<>();
        groupNames.forEach(name -> {
            KeyHash hash = KeyHash.of(RecordKey.group(name));
            if (work.has(hash)) {
                groups.put(hash.hex(), name);
            }
        });
        return groups;
    }

    /**
     * Where to go on.
     *
     * @param hash the hash of the group's key
     * @param token within its listing; empty is its beginning
     */
    private record Position(String hash, Optional<String> token) {
        static Position parse(String text) {
            int space = text.indexOf(' ');
            return space < 0
                    ? new Position(text, Optional.empty())
                    : new Position(text.substring(0, space), Optional.of(text.substring(space + 1)));
        }

        String text() {
            return token.map(from -> hash + " " + from).orElse(hash);
        }
    }
}
