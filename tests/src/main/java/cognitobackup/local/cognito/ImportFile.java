package cognitobackup.local.cognito;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The file of a user import job, once it can be read at all.
 *
 * <p>Documented: UTF-8 without a byte order mark; the first line names the columns, in any order, all of them; values are
 * not quoted; a comma in a value has a backslash before it; leading and trailing white space is lost. Not documented, and
 * read in the strictest way here: a quotation mark, or a backslash before anything but a comma, spoils the row; a line
 * break ends it; a row that is too long spoils the file.
 *
 * @param columns the names in the first line
 * @param rows the other lines as they stand
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool.html">Importing
 *     users into user pools from a CSV file</a>
 */
record ImportFile(List<String> columns, List<String> rows) {
    private static final int LONGEST_FILE_BYTES = 100_000_000;
    private static final int MOST_ROWS = 500_000;
    private static final int LONGEST_ROW = 16_000;
    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|\r|\n");

    /** Reads a file; empty for one that no job can work with. */
    static Optional<ImportFile> read(byte[] bytes, List<String> header) {
        if (bytes.length > LONGEST_FILE_BYTES) {
            return Optional.empty();
        }
        return decode(bytes).flatMap(text -> of(lines(text), header));
    }

    /** A line break at the very end begins no line. */
    private static List<String> lines(String text) {
        List<String> lines = List.of(LINE_BREAK.split(text, -1));
        int last = lines.size() - 1;
        return lines.get(last).isEmpty() ? lines.subList(0, last) : lines;
    }

    private static Optional<String> decode(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static Optional<ImportFile> of(List<String> lines, List<String> header) {
        boolean sized = lines.size() > 1 && lines.size() - 1 <= MOST_ROWS;
        if (!sized || lines.stream().anyMatch(line -> line.length() > LONGEST_ROW)) {
            return Optional.empty();
        }
        return cells(lines.get(0))
                .filter(columns ->
                        columns.size() == header.size() && new HashSet<>(columns).equals(new HashSet<>(header)))
                .map(columns -> new ImportFile(columns, lines.subList(1, lines.size())));
    }

    /** The values of a line; empty if it cannot be read. */
    static Optional<List<String>> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char character = line.charAt(i);
            if (character == '"') {
                return Optional.empty();
            } else if (character == '\\') {
                i++;
                if (i == line.length() || line.charAt(i) != ',') {
                    return Optional.empty();
                }
                cell.append(',');
            } else if (character == ',') {
                cells.add(trimmed(cell));
                cell.setLength(0);
            } else {
                cell.append(character);
            }
        }
        cells.add(trimmed(cell));
        return Optional.of(cells);
    }

    /** Which characters count as white space is not documented: here all that anybody counts so. */
    private static String trimmed(CharSequence cell) {
        int begin = 0;
        int end = cell.length();
        while (begin < end && blank(cell.charAt(begin))) {
            begin++;
        }
        while (begin < end && blank(cell.charAt(end - 1))) {
            end--;
        }
        return cell.subSequence(begin, end).toString();
    }

    private static boolean blank(char character) {
        return character <= ' ' || Character.isWhitespace(character) || Character.isSpaceChar(character);
    }
}
