package cognitobackup.drill.judge;

import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The map of identities that an import leaves beside its report, as anybody would read it who knows the format. */
public final class IdentityMap {
    private static final List<String> HEADING =
            List.of("oldSub", "newSub", "identity", "sourceStatus", "route", "targetStatus", "next");

    private final Map<String, Row> byIdentity = new HashMap<>();

    private IdentityMap() {}

    /** What it says of one user. */
    record Row(String oldSub, String newSub, String sourceStatus, String route, String targetStatus, String next) {}

    /** No map: nobody is in it. */
    public static IdentityMap none() {
        return new IdentityMap();
    }

    /**
     * Reads a map.
     *
     * @param csv as RFC 4180 has it, with a heading; a value that a spreadsheet would take for a formula has an
     *     apostrophe before it
     */
    public static IdentityMap of(String csv) {
        IdentityMap map = new IdentityMap();
        List<List<String>> lines = lines(csv);
        if (lines.isEmpty() || !lines.get(0).equals(HEADING)) {
            throw new IllegalArgumentException("A map of identities begins with " + HEADING);
        }
        for (List<String> cells : lines.subList(1, lines.size())) {
            Row row = new Row(cells.get(0), cells.get(1), cells.get(3), cells.get(4), cells.get(5), cells.get(6));
            if (map.byIdentity.put(asWritten(cells.get(2)), row) != null) {
                throw new IllegalArgumentException("A user is in the map of identities twice.");
            }
        }
        return map;
    }

    private static String asWritten(String value) {
        return value.matches("(?s)'[=+\\-@\t\r].*") ? value.substring(1) : value;
    }

    private static List<List<String>> lines(String csv) {
        List<List<String>> lines = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int at = 0; at < csv.length(); at++) {
            char each = csv.charAt(at);
            boolean doubled = quoted && each == '"' && at + 1 < csv.length() && csv.charAt(at + 1) == '"';
            if (doubled) {
                cell.append(each);
                at++;
            } else if (each == '"') {
                quoted = !quoted;
            } else if (quoted || (each != ',' && each != '\r' && each != '\n')) {
                cell.append(each);
            } else if (each == ',' || each == '\n') {
                cells.add(cell.toString());
                cell.setLength(0);
                if (each == '\n') {
                    lines.add(cells);
                    cells = new ArrayList<>();
                }
            }
        }
        return lines;
    }

    Optional<Row> of(Difference difference) {
        return Optional.ofNullable(byIdentity.get(difference.identity()));
    }

    /** Users of a restored pool of whom it says something else than what they are. */
    public List<String> untrue(PoolDump restored) {
        List<String> identities = new ArrayList<>();
        for (PoolUser user : restored.users()) {
            String identity = Judge.identity(user, restored);
            Row row = byIdentity.get(identity);
            if (row != null
                    && !(row.newSub().equals(user.sub()) && row.targetStatus().equals(user.status()))) {
                identities.add(identity);
            }
        }
        return identities;
    }

    /** How many users it has by route. */
    public long users(String route) {
        return byIdentity.values().stream()
                .filter(row -> row.route().equals(route))
                .count();
    }

    public int size() {
        return byIdentity.size();
    }
}
