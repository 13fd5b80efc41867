package cognitobackup.backup;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * The id of an export or import: its start time with always three millisecond digits, so that ids sort by time as text.
 */
@Serdeable
public record RunId(String value) implements Comparable<RunId> {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    public RunId {
        if (!value.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z")) {
            throw new IllegalArgumentException(
                    "An export or import id is a time like 2026-11-21T23:22:05.120Z, not '" + value + "'.");
        }
    }

    public static RunId at(Instant instant) {
        return new RunId(FORMAT.format(instant.truncatedTo(ChronoUnit.MILLIS)));
    }

    public Instant instant() {
        return Instant.parse(value);
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
