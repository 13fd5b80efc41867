package cognitobackup.importer;

import cognitobackup.pool.PoolSettings;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which users the file of an import job can carry so that they arrive as they are, and why not the others. Where Cognito's
 * rules are silent, or leave a doubt, a file does not carry the user: AdminCreateUser does.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool.html">
 *     Importing users from a CSV file</a>
 */
final class CsvRules {
    /** The most characters that a row may have; counted here in bytes, of which no character has less than one. */
    static final int MOST_ROW_LENGTH = 16_000;

    static final String USERNAME = "cognito:username";
    private static final String MFA_ENABLED = "cognito:mfa_enabled";
    private static final String BIRTHDATE = "birthdate";
    private static final String UPDATED_AT = "updated_at";
    private static final String TRUE = "true";

    /** What a file has no rule for, in values and in the names of columns. */
    private static final String WITHOUT_RULE = "\"\\\r\n";

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private static final DateTimeFormatter STORED_DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final DateTimeFormatter DATE_IN_FILE = DateTimeFormatter.ofPattern("MM/dd/uuuu", Locale.ROOT);

    private final PoolSettings target;
    private final List<String> header;
    private final Set<String> columns;
    private final int mostRowLength;

    /** @param header the target's columns */
    CsvRules(PoolSettings target, List<String> header) {
        this(target, header, MOST_ROW_LENGTH);
    }

    CsvRules(PoolSettings target, List<String> header, int mostRowLength) {
        this.target = target;
        this.header = List.copyOf(header);
        this.columns = Set.copyOf(new HashSet<>(header));
        this.mostRowLength = mostRowLength;
    }

    /** Why no file can carry anybody into this target; empty where it can. */
    Optional<String> refusalOfAll() {
        if (target.autoVerifiedAttributes().isEmpty()) {
            return Optional.of("the target verifies no attribute by itself, without which it starts no import job");
        }
        boolean readable = columns.contains(USERNAME)
                && columns.size() == header.size()
                && header.stream().noneMatch(column -> column.isEmpty() || column.contains(",") || hasNoRule(column));
        return readable ? Optional.empty() : Optional.of("the columns of the target's files cannot be told apart");
    }

    /**
     * What a file says of one user.
     *
     * @param row the user's row; empty where a file cannot carry the user
     * @param refusal why it cannot, without anything of the user; empty where it can
     */
    record Ruling(Optional<CsvRow> row, Optional<String> refusal) {
        private static Ruling refused(String reason) {
            return new Ruling(Optional.empty(), Optional.of(reason));
        }
    }

    /**
     * Judges one user.
     *
     * @param username what the target is given as the user's name
     * @param attributes the user's attributes as the target can hold them
     * @param extras what is written beside them where there are columns; nothing in it is worth another way
     */
    Ruling judge(String username, Map<String, String> attributes, Map<String, String> extras) {
        Optional<String> refusal = refusalOfAll()
                .or(() -> refusalOfUsername(username))
                .or(() -> refusalOfAddresses(attributes))
                .or(() -> refusalOfMissing(attributes))
                .or(() -> attributes.entrySet().stream()
                        .filter(attribute -> !attribute.getValue().isEmpty())
                        .flatMap(attribute -> refusal(attribute.getKey(), attribute.getValue()).stream())
                        .findFirst());
        if (refusal.isPresent()) {
            return Ruling.refused(refusal.get());
        }
        CsvRow row = row(username, attributes, extras);
        boolean fits = row.line(header).getBytes(StandardCharsets.UTF_8).length <= mostRowLength;
        return fits
                ? new Ruling(Optional.of(row), Optional.empty())
                : Ruling.refused("the user's row would be longer than " + mostRowLength + " characters");
    }

    /** A name that was misread could never be set right, so it has nothing that has to be written in another way. */
    private static Optional<String> refusalOfUsername(String username) {
        boolean plain = !username.isEmpty()
                && username.codePoints().noneMatch(each -> each == ',' || space(each))
                && !hasNoRule(username);
        return plain ? Optional.empty() : Optional.of("a file cannot carry the username");
    }

    private Optional<String> refusalOfAddresses(Map<String, String> attributes) {
        for (String address : Addresses.ALL) {
            if (verified(address, attributes) && value(address, attributes).isEmpty()) {
                return Optional.of(address + " is verified but empty");
            }
        }
        boolean verified = target.autoVerifiedAttributes().stream().anyMatch(address -> verified(address, attributes));
        return verified
                ? Optional.empty()
                : Optional.of("none of what the target verifies by itself is verified: "
                        + String.join(
                                ", ",
                                target.autoVerifiedAttributes().stream()
                                        .sorted()
                                        .toList()));
    }

    private Optional<String> refusalOfMissing(Map<String, String> attributes) {
        return target.attributes().entrySet().stream()
                .filter(attribute -> attribute.getValue().required())
                .map(Map.Entry::getKey)
                // Cognito gives everybody a sub.
                .filter(name -> !name.equals("sub") && value(name, attributes).isEmpty())
                .sorted()
                .findFirst()
                .map(name -> "the target requires " + name);
    }

    private Optional<String> refusal(String name, String value) {
        if (!columns.contains(name)) {
            return Optional.of("the target's files have no column for " + name);
        }
        PoolSettings.Attribute schema = target.attributes().get(name);
        // Whether a job sets these is not documented, and nothing could set them afterwards.
        if (schema != null && !schema.mutable()) {
            return Optional.of("cannot be changed once the user is created: " + name);
        }
        if (hasNoRule(value)) {
            return Optional.of("has a character that files have no rule for: " + name);
        }
        if (space(value.codePointAt(0)) || space(value.codePointBefore(value.length()))) {
            return Optional.of("begins or ends with a space, which files lose: " + name);
        }
        boolean readable =
                switch (name) {
                    case BIRTHDATE -> date(value).isPresent();
                    case UPDATED_AT -> value.matches("\\d{1,18}");
                    default -> !Addresses.isFlag(name) || value.equals(TRUE) || value.equals("false");
                };
        return readable ? Optional.empty() : Optional.of("files have another form for " + name);
    }

    private CsvRow row(String username, Map<String, String> attributes, Map<String, String> extras) {
        Map<String, String> cells = new HashMap<>();
        extras.forEach((name, value) -> {
            if (columns.contains(name)) {
                cells.put(name, CsvRow.cell(value));
            }
        });
        attributes.forEach((name, value) -> {
            if (!value.isEmpty()) {
                cells.put(name, cell(name, value));
            }
        });
        cells.put(USERNAME, username);
        if (columns.contains(MFA_ENABLED)) {
            // Where each user may choose, the preference is set on its own; a file knows none but SMS.
            cells.put(MFA_ENABLED, target.mfa().equals("ON") ? "TRUE" : "FALSE");
        }
        return new CsvRow(cells);
    }

    private static String cell(String name, String value) {
        if (name.equals(BIRTHDATE)) {
            return DATE_IN_FILE.format(date(value).orElseThrow());
        }
        return Addresses.isFlag(name) ? value.toUpperCase(Locale.ROOT) : CsvRow.cell(value);
    }

    /** Files have dates as Americans write them; a stored text that is no date cannot be written so. */
    private static Optional<LocalDate> date(String value) {
        try {
            return value.length() == "2026-11-21".length()
                    ? Optional.of(LocalDate.parse(value, STORED_DATE))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean verified(String address, Map<String, String> attributes) {
        return value(Addresses.flagOf(address), attributes).equals(TRUE);
    }

    private static String value(String name, Map<String, String> attributes) {
        return attributes.getOrDefault(name, "");
    }

    /** Quotes, backslashes, ends of lines, whatever cannot be seen but does something, and halves of characters. */
    private static boolean hasNoRule(String text) {
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        return !encoder.canEncode(text)
                || text.codePoints()
                        .anyMatch(each -> WITHOUT_RULE.indexOf(each) >= 0
                                || Character.isISOControl(each)
                                || Character.getType(each) == Character.LINE_SEPARATOR
                                || Character.getType(each) == Character.PARAGRAPH_SEPARATOR
                                || each == BYTE_ORDER_MARK);
    }

    /** Whatever anybody may take for white space, and format characters, which some do. */
    private static boolean space(int codePoint) {
        return Character.isWhitespace(codePoint)
                || Character.isSpaceChar(codePoint)
                || Character.getType(codePoint) == Character.FORMAT;
    }
}
