package cognitobackup.importer;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A line of comma-separated values, as RFC 4180 has them, that a spreadsheet does not take for formulas. */
final class CsvLine {
    private CsvLine() {}

    static String of(String... values) {
        return Arrays.stream(values).map(CsvLine::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String value) {
        String safe = harmless(value);
        boolean quote = safe.chars().anyMatch(each -> each == ',' || each == '"' || each == '\r' || each == '\n');
        return quote ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }

    /** A value that no spreadsheet takes for a formula. */
    static String harmless(String value) {
        return formula(value) ? "'" + value : value;
    }

    /** Whoever signs up chooses what others open in a spreadsheet; a phone number alone is harmless. */
    private static boolean formula(String value) {
        return !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0 && !value.matches("\\+\\d+");
    }
}
