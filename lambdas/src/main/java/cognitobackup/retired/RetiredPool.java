package cognitobackup.retired;

import cognitobackup.cognito.SourcePool;
import cognitobackup.cognito.UserPool.Page;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.Group;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A pool as the retired architecture's last backup has it. What that backup was about to erase is taken over and noted:
 * its exports took an empty page for the end of a pool, and then erased whoever they had not seen. The configuration is
 * the pool's own where the pool still exists, else what of it can be told from its users.
 */
final class RetiredPool implements SourcePool {
    /** A user, group or membership that an earlier export had seen and the last one had not. */
    static final String VANISHING = "RETIRED-VANISHING";

    /** A membership of a user who is not in the table; left out. */
    static final String MEMBER_WITHOUT_USER = "RETIRED-MEMBER-WITHOUT-USER";

    /** A group that is not in the table though it has memberships there; left out with them. */
    static final String MEMBERS_WITHOUT_GROUP = "RETIRED-MEMBERS-WITHOUT-GROUP";

    /** An item that by its id is a user, group or membership, and cannot be read as one; left out. */
    static final String UNREADABLE = "RETIRED-UNREADABLE";

    /** No export of the retired architecture ever came to its end, so whatever the table has may be a part. */
    static final String NEVER_COMPLETED = "RETIRED-NEVER-COMPLETED";

    private final String userPoolId;
    private final RetiredTable table;
    private final Optional<? extends SourcePool> pool;
    private final MadeUpConfiguration madeUp;
    private final List<Oddity> oddities = new ArrayList<>();

    /** @param pool the pool itself, where it still exists */
    RetiredPool(
            String userPoolId, RetiredTable table, Optional<? extends SourcePool> pool, MadeUpConfiguration madeUp) {
        this.userPoolId = userPoolId;
        this.table = table;
        this.pool = pool;
        this.madeUp = madeUp;
    }

    @Override
    public String id() {
        return userPoolId;
    }

    @Override
    public PoolSettings settings() {
        return pool.map(SourcePool::settings).orElseGet(() -> madeUp.settings(userPoolId, table));
    }

    @Override
    public List<ConfigurationPart> configuration() {
        if (table.lastExport().isEmpty()) {
            note(NEVER_COMPLETED, RetiredItem.LAST_EXPORT);
        }
        return pool.map(SourcePool::configuration).orElseGet(() -> madeUp.configuration(userPoolId, table));
    }

    @Override
    public Page<User> listUsers(Optional<String> subPrefix, Optional<String> token) {
        int segment = segment(token);
        Map<String, RetiredItem> items = new HashMap<>();
        table.segment(
                segment,
                RetiredItem.USER + subPrefix.orElse(""),
                item -> items.merge(item.id(), item, RetiredPool::confirmedLast));
        List<User> users = new ArrayList<>();
        items.values().forEach(item -> {
            Optional<User> user = item.user();
            if (user.isEmpty()) {
                note(UNREADABLE, item.id());
            } else {
                users.add(user.get());
                noteIfVanishing(item, user.get().key());
            }
        });
        return new Page<>(users, next(segment));
    }

    @Override
    public Optional<User> findUserBySub(String sub) {
        return table.user(sub).flatMap(RetiredItem::user);
    }

    @Override
    public Page<Group> listGroups(Optional<String> token) {
        int segment = segment(token);
        Map<String, RetiredItem> groups = new HashMap<>();
        Set<String> withMembers = new HashSet<>();
        table.segment(segment, RetiredItem.GROUP_OR_MEMBERSHIP, item -> {
            if (item.id().startsWith(RetiredItem.GROUP)) {
                groups.merge(item.id(), item, RetiredPool::confirmedLast);
            } else if (item.id().startsWith(RetiredItem.MEMBERSHIP)) {
                withMembers.add(item.groupOfMembership());
            }
        });
        if (groups.remove(RetiredItem.GROUP) != null) {
            note(UNREADABLE, RetiredItem.GROUP);
        }
        withMembers.stream()
                .filter(name -> table.group(name).isEmpty())
                .forEach(name -> note(MEMBERS_WITHOUT_GROUP, key(RecordKey.group(name))));
        groups.values().forEach(item -> noteIfVanishing(item, item.group().key()));
        return new Page<>(groups.values().stream().map(RetiredItem::group).toList(), next(segment));
    }

    @Override
    public Optional<Group> findGroup(String name) {
        return table.group(name).map(RetiredItem::group);
    }

    @Override
    public Page<User> listMembers(String groupName, Optional<String> token) {
        RetiredTable.Members members = table.members(groupName, token);
        Map<String, RetiredItem> users = table.users(members.items().stream()
                .flatMap(item -> item.subOfMembership().stream())
                .toList());
        List<User> found = new ArrayList<>();
        for (RetiredItem member : members.items()) {
            Optional<String> sub = member.subOfMembership();
            Optional<User> user =
                    sub.flatMap(one -> Optional.ofNullable(users.get(one))).flatMap(RetiredItem::user);
            if (sub.isEmpty()) {
                note(UNREADABLE, member.id());
            } else if (user.isEmpty()) {
                note(MEMBER_WITHOUT_USER, key(RecordKey.membership(sub.get(), groupName)));
            } else {
                found.add(user.get());
                noteIfVanishing(member, RecordKey.membership(sub.get(), groupName));
            }
        }
        return new Page<>(found, members.lastSub());
    }

    @Override
    public Map<String, Long> apiCalls() {
        return pool.map(SourcePool::apiCalls).orElse(Map.of());
    }

    @Override
    public synchronized List<Oddity> takeOddities() {
        List<Oddity> taken = List.copyOf(oddities);
        oddities.clear();
        return taken;
    }

    /** A listing goes on while the pages before are written. */
    private synchronized void note(String kind, String key) {
        oddities.add(new Oddity(kind, key));
    }

    private void noteIfVanishing(RetiredItem item, RecordKey key) {
        boolean vanishing = Stream.of(item.confirmed())
                .flatMap(Optional::stream)
                .anyMatch(confirmed ->
                        table.lastExport().filter(confirmed::isBefore).isPresent());
        if (vanishing) {
            note(VANISHING, key(key));
        }
    }

    private static String key(RecordKey key) {
        return key.kind() + "#" + key.sortKey();
    }

    private static RetiredItem confirmedLast(RetiredItem one, RetiredItem other) {
        return RetiredItem.BY_CONFIRMATION.compare(one, other) >= 0 ? one : other;
    }

    private static int segment(Optional<String> token) {
        return token.map(Integer::valueOf).orElse(0);
    }

    private static Optional<String> next(int segment) {
        return segment + 1 < RetiredTable.SEGMENTS ? Optional.of(String.valueOf(segment + 1)) : Optional.empty();
    }
}
