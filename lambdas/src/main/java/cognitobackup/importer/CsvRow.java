package cognitobackup.importer;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One user of an import job's file. The file is no RFC 4180: values are never quoted, and a comma in one has a backslash
 * before it.
 *
 * @param cells what is written into the columns that are not blank, by their names
 */
record CsvRow(Map<String, String> cells) {
    private static final String SEPARATOR = ",";

    CsvRow {
        cells = Map.copyOf(cells);
    }

    /** A value as a cell has it. */
    static String cell(String value) {
        return value.replace(SEPARATOR, "\\,");
    }

    /** The line of a file with these columns, without its end. */
    String line(List<String> header) {
        return header.stream().map(column -> cells.getOrDefault(column, "")).collect(Collectors.joining(SEPARATOR));
    }

    /** The first line of a file with these columns, without its end. */
    static String headerLine(List<String> header) {
        return String.join(SEPARATOR, header);
    }
}
