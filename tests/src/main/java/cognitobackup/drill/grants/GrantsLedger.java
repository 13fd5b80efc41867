package cognitobackup.drill.grants;

import cognitobackup.local.iam.AccessDeniedException;
import cognitobackup.local.iam.GrantUse;
import cognitobackup.local.iam.Iam;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds up over many stages what was granted, what of it was used, and what was denied. */
public final class GrantsLedger {
    /**
     * How a grant was used, on all stages together.
     *
     * @param used how many calls it allowed
     * @param needed how many of these no other grant of the role would have allowed
     */
    public record Use(long used, long needed) {
        static final Use NONE = new Use(0, 0);

        Use and(Use other) {
            return new Use(used + other.used, needed + other.needed);
        }
    }

    private final Map<PlainGrant, Use> uses = new TreeMap<>();
    private final List<String> denials = new ArrayList<>();

    /** Takes over what happened on a stage; once, when it is over. */
    public synchronized void add(Iam iam) {
        for (GrantUse use : iam.grants()) {
            uses.merge(PlainGrant.of(use.grant()), new Use(use.used(), use.needed()), Use::and);
        }
        for (AccessDeniedException denial : iam.denials()) {
            denials.add(denial.getMessage());
        }
    }

    /** Every grant, in order. */
    public synchronized Map<PlainGrant, Use> uses() {
        return new TreeMap<>(uses);
    }

    /** What was denied, in AWS's words. */
    public synchronized List<String> denials() {
        return List.copyOf(denials);
    }

    /** The grants that allowed nothing which others of the same role would not have allowed, too. */
    public synchronized List<PlainGrant> unneeded() {
        return uses.entrySet().stream()
                .filter(use -> use.getValue().needed() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }
}
