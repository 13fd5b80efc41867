package cognitobackup.importer;

import cognitobackup.backup.ImportResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What an import does to a user that was in the target before it. Written before it is done, so that in the end nobody
 * takes for there before what this import has set back.
 *
 * @param identity the planned user's identity
 * @param sub the source's sub
 * @param setBack whether the user itself is set back: attributes, or whether it is enabled
 * @param joined the groups that it is added to
 * @param left the groups that it is taken out of
 * @param linked whether identities at identity providers are linked to it, or unlinked from it
 */
record UserChange(String identity, String sub, boolean setBack, Set<String> joined, Set<String> left, boolean linked) {
    static final String KIND = "change";
    private static final String SET_BACK = "setBack";
    private static final String LINKED = "linked";
    private static final String JOINED = "joined#";
    private static final String LEFT = "left#";

    static ImportResult.Key key(Division division, String identity, String sub) {
        return new ImportResult.Key(division.unit(identity), KIND, sub);
    }

    boolean isEmpty() {
        return !setBack && joined.isEmpty() && left.isEmpty() && !linked;
    }

    UserChange plus(UserChange other) {
        return new UserChange(
                identity,
                sub,
                setBack || other.setBack,
                union(joined, other.joined),
                union(left, other.left),
                linked || other.linked);
    }

    ImportResult stored(Division division) {
        Map<String, String> details = new HashMap<>();
        details.put(SET_BACK, String.valueOf(setBack));
        if (linked) {
            details.put(LINKED, String.valueOf(true));
        }
        joined.forEach(group -> details.put(JOINED + group, ""));
        left.forEach(group -> details.put(LEFT + group, ""));
        return new ImportResult(key(division, identity, sub), details);
    }

    static UserChange read(String identity, ImportResult stored) {
        Map<String, String> details = stored.details();
        return new UserChange(
                identity,
                stored.key().key(),
                Boolean.parseBoolean(details.get(SET_BACK)),
                groups(details, JOINED),
                groups(details, LEFT),
                Boolean.parseBoolean(details.get(LINKED)));
    }

    private static Set<String> groups(Map<String, String> details, String prefix) {
        return details.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new TreeSet<>(one);
        union.addAll(other);
        return union;
    }
}
