package cognitobackup.exporter;

import cognitobackup.backup.Run;
import cognitobackup.backup.SeenParts.Seen;
import cognitobackup.backup.StoredRecord;
import cognitobackup.cognito.SourcePool;
import cognitobackup.function.Deadline;
import cognitobackup.pool.KeyHash;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what is stored and was not listed, and asks for it: a listing that is only eventually consistent proves no
 * deletion. Users and groups are asked for singly, or all users are listed once more where that takes fewer requests.
 * For a membership its group is noted, to be listed once more, unless its user was just found to be gone. What is found
 * to be as it was seen is summed on the way.
 */
@Singleton
final class FindSuspects {
    private static final Logger LOG = LoggerFactory.getLogger(FindSuspects.class);

    /** Up to so many users of a shard are asked for singly however few pages the listing has. */
    private static final int ALWAYS_SINGLY = 10;

    private static final int USERS_ON_A_PAGE = 60;

    private final ExportSteps steps;

    FindSuspects(ExportSteps steps) {
        this.steps = steps;
    }

    UnitsOutput find(Run run, Units units, List<Progress> before, List<Progress> workers, Deadline deadline) {
        return steps.inTurn(
                run,
                units,
                "suspects",
                before,
                deadline,
                (step, unit, position) -> find(step, unit, position, workers));
    }

    private static StepOutput find(ExportStep step, Shard unit, Optional<String> from, List<Progress> workers) {
        Optional<Position> position = from.map(Position::parse);
        Optional<Position> next = unit.equals(Shard.UNSHARDED)
                ? askForGroups(step, workers, position)
                : askForUsers(step, unit, workers, position)
                        .or(() -> noteGroupsOfMemberships(step, unit, workers, position));
        return next.map(Position::text).map(step::continueAt).orElseGet(() -> step.done(unit));
    }

    private static Optional<Position> askForGroups(
            ExportStep step, List<Progress> workers, Optional<Position> position) {
        NavigableMap<String, String> suspects = new TreeMap<>();
        forEachUnseen(step, RecordKind.GROUP, Shard.UNSHARDED, workers, group -> {
            String name = group.key().owner();
            suspects.put(KeyHash.of(group.key()).hex(), name);
        });
        count(step, RecordKind.GROUP, suspects.size());
        if (!step.unseenCounted(RecordKind.CONFIGURATION)) {
            // Nothing lists the configuration twice: what is left out is gone, if the guard lets it go.
            forEachUnseen(step, RecordKind.CONFIGURATION, Shard.UNSHARDED, workers, part -> {});
        }
        return forEach(step, RecordKind.GROUP, suspects, position, (hash, name) -> step.pool()
                .findGroup(name)
                .ifPresent(group -> step.store(List.of(group))));
    }

    private static Optional<Position> askForUsers(
            ExportStep step, Shard shard, List<Progress> workers, Optional<Position> position) {
        if (position.isPresent() && position.get().kind() != RecordKind.USER) {
            return Optional.empty();
        }
        boolean inPartitions = Progress.listedWhole(workers).isPresent();
        NavigableMap<String, String> suspects = new TreeMap<>();
        Seen seen = forEachUnseen(
                step,
                RecordKind.USER,
                shard,
                workers,
                user -> suspects.put(user.key().owner(), username(user)));
        if (!step.suspectsCounted(RecordKind.USER)
                && suspects.size() > Math.max(ALWAYS_SINGLY, seen.size() / USERS_ON_A_PAGE)) {
            step.relistUsers();
        }
        count(step, RecordKind.USER, suspects.size());
        return step.relistsUsers()
                ? Optional.empty()
                : forEach(step, RecordKind.USER, suspects, position, (sub, username) -> find(
                                step.pool(), sub, username, inPartitions)
                        .ifPresent(user -> step.store(List.of(user))));
    }

    /** Of a record that is not gone. */
    private static String username(StoredRecord stored) {
        return ((User) stored.current().content().orElseThrow()).username();
    }

    /**
     * Who is in none of the partitions, which go by sub, and is not found by sub either, was looked for in one way only:
     * nobody is taken for gone whom another still shows.
     */
    private static Optional<User> find(SourcePool pool, String sub, String username, boolean inPartitions) {
        Optional<User> bySub = pool.findUserBySub(sub);
        return bySub.isPresent() || !inPartitions
                ? bySub
                : pool.findUserByUsername(username).filter(user -> user.sub().equals(sub));
    }

    private static Optional<Position> noteGroupsOfMemberships(
            ExportStep step, Shard shard, List<Progress> workers, Optional<Position> position) {
        Seen users = step.seen(workers, RecordKind.USER, shard);
        NavigableMap<String, String> groups = new TreeMap<>();
        List<RecordKey> suspects = new ArrayList<>();
        forEachUnseen(step, RecordKind.MEMBERSHIP, shard, workers, membership -> {
            suspects.add(membership.key());
            boolean userIsGone = !step.relistsUsers()
                    && !users.contains(RecordKey.user(membership.key().owner()));
            if (!userIsGone) {
                String groupName = membership.key().detail();
                groups.put(KeyHash.of(RecordKey.group(groupName)).hex(), groupName);
            }
        });
        count(step, RecordKind.MEMBERSHIP, suspects.size());
        if (!groups.isEmpty()) {
            step.relistGroups();
        }
        return forEach(
                step,
                RecordKind.MEMBERSHIP,
                groups,
                position.filter(at -> at.kind() == RecordKind.MEMBERSHIP),
                (hash, name) -> step.addFinding(Findings.LIST_AGAIN, name));
    }

    private static Seen forEachUnseen(
            ExportStep step, RecordKind kind, Shard shard, List<Progress> workers, Consumer<StoredRecord> suspect) {
        Seen seen = step.seen(workers, kind, shard);
        var stored = new StoredPages(step.backup(), kind, shard, Optional.empty());
        long ofSnapshot = 0;
        boolean right = true;
        UnitSum sum = UnitSum.ZERO;
        do {
            List<StoredRecord> page = stored.next();
            PageDiff diff = PageDiff.of(page, seen);
            // A failed export may have taken a record for gone already: it still counts as lost with the others.
            ofSnapshot += Stream.concat(diff.unseen().stream(), diff.tombstones().stream())
                    .filter(record -> record.heldBy(step.lastComplete()))
                    .count();
            diff.unseen().forEach(suspect);
            right &= diff.isEmpty();
            sum = right ? sum.plus(page, seen, step.lastComplete()) : sum;
        } while (!stored.ended());
        if (right) {
            step.setSum(kind, sum.ofSeen(seen.size()));
        }
        if (!step.unseenCounted(kind)) {
            step.countUnseen(kind, ofSnapshot);
        }
        return seen;
    }

    /** Counts only at first: what is found meanwhile is no suspect to a later invocation. */
    private static void count(ExportStep step, RecordKind kind, long suspects) {
        if (step.suspectsCounted(kind)) {
            return;
        }
        step.countSuspects(kind, suspects);
        if (suspects > 0) {
            LOG.atInfo()
                    .addKeyValue("kind", kind)
                    .addKeyValue("suspects", suspects)
                    .log("found suspects");
        }
    }

    /** Goes through suspects by their cursor, at least one of them, until the deadline passes. */
    private static Optional<Position> forEach(
            ExportStep step,
            RecordKind kind,
            NavigableMap<String, String> byCursor,
            Optional<Position> position,
            BiConsumer<String, String> ask) {
        var rest = position.map(at -> byCursor.tailMap(at.cursor(), false)).orElse(byCursor);
        for (var suspect : rest.entrySet()) {
            ask.accept(suspect.getKey(), suspect.getValue());
            if (step.deadline().passed()) {
                return Optional.of(new Position(kind, suspect.getKey()));
            }
        }
        return Optional.empty();
    }

    /**
     * The last suspect that was dealt with.
     *
     * @param cursor a user's sub, or the hash of a group's key
     */
    private record Position(RecordKind kind, String cursor) {
        static Position parse(String text) {
            int colon = text.indexOf(':');
            return new Position(RecordKind.valueOf(text.substring(0, colon)), text.substring(colon + 1));
        }

        String text() {
            return kind + ":" + cursor;
        }
    }
}
