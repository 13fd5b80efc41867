package cognitobackup.importer;

import cognitobackup.pool.Sha256;
import java.util.HexFormat;
import java.util.List;

/**
 * Which users of a snapshot are planned: those in one of these groups, those who sign in with one of these usernames, and
 * those with one of these subs. Empty selects everything. In the order of the input, whose places refusals name.
 */
record Selection(List<String> groups, List<String> usernames, List<String> subs) {
    static final Selection EVERYTHING = new Selection(List.of(), List.of(), List.of());

    Selection {
        groups = List.copyOf(groups);
        usernames = List.copyOf(usernames);
        subs = List.copyOf(subs);
    }

    boolean everything() {
        return groups.isEmpty() && usernames.isEmpty() && subs.isEmpty();
    }

    /** What tells it from other selections, without saying who is in it. */
    String fingerprint() {
        if (everything()) {
            return "everything";
        }
        var text = new StringBuilder();
        for (List<String> selector : List.of(groups, usernames, subs)) {
            // With their number and lengths, so that no two selections have the same text.
            text.append(selector.stream().distinct().count()).append('#');
            selector.stream().distinct().sorted().forEach(each -> text.append(each.length())
                    .append(':')
                    .append(each));
        }
        String hash = HexFormat.of().formatHex(Sha256.of(text.toString()));
        return groups.size() + " groups, " + usernames.size() + " usernames, " + subs.size() + " subs (SHA-256 "
                + hash.substring(0, 16) + ")";
    }
}
