package cognitobackup.importer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The findings of a report by what they say, with the first of each: however many there are, what is held is bounded.
 */
final class FindingGroups implements Consumer<Finding> {
    /** How many findings of a group are kept. */
    static final int FIRST = 100;

    /** Reasons may name attributes or providers, so there may be many of them. */
    static final int MOST_GROUPS = 40;

    /** How many findings are kept in all. */
    static final int MOST_KEPT = 2_000;

    private static final List<String> KINDS = List.of("USER", "GROUP", "MEMBERSHIP");

    private final Map<Key, Group> groups = new LinkedHashMap<>();
    private long all;
    private long others;
    private int kept;

    /** @param reason what its findings say in common */
    record Key(String kind, Outcome outcome, String reason) {}

    /** Findings that say the same. */
    static final class Group {
        private final Key key;
        private final List<Finding> first = new ArrayList<>();
        private long count;

        private Group(Key key) {
            this.key = key;
        }

        Key key() {
            return key;
        }

        long count() {
            return count;
        }

        List<Finding> first() {
            return first;
        }
    }

    @Override
    public void accept(Finding finding) {
        all++;
        var key = new Key(finding.kind(), finding.outcome(), reason(finding));
        Group group = groups.get(key);
        if (group == null) {
            if (groups.size() >= MOST_GROUPS) {
                others++;
                return;
            }
            group = new Group(key);
            groups.put(key, group);
        }
        group.count++;
        if (group.first.size() < FIRST && kept < MOST_KEPT) {
            group.first.add(finding);
            kept++;
        }
    }

    private static String reason(Finding finding) {
        if (finding.reason() != null) {
            return finding.reason();
        }
        return finding.notes() == null ? "as planned" : String.join("; ", finding.notes());
    }

    /** How many findings there are. */
    long all() {
        return all;
    }

    /** How many findings are in none of the groups. */
    long others() {
        return others;
    }

    /** Failures first, then users before groups before memberships, then the most. */
    List<Group> groups() {
        return groups.values().stream()
                .sorted(Comparator.comparingInt(
                                (Group group) -> rank(group.key().outcome()))
                        .thenComparingInt(group -> KINDS.indexOf(group.key().kind()))
                        .thenComparing(Group::count, Comparator.reverseOrder()))
                .toList();
    }

    private static int rank(Outcome outcome) {
        return switch (outcome) {
            case FAILED -> 0;
            case SKIPPED -> 1;
            case RESTORED -> 2;
        };
    }
}
