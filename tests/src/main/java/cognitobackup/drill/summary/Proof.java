package cognitobackup.drill.summary;

import java.util.Objects;

/**
 * One thing that a scenario shows.
 *
 * @param what what was looked at
 * @param expected what it has to be
 * @param found what it is
 * @param holds whether that is as it has to be
 */
public record Proof(String what, String expected, String found, boolean holds) {
    public Proof {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(expected, "expected");
        Objects.requireNonNull(found, "found");
    }

    /** That a value is the expected one; both as their text. */
    public static Proof equal(String what, Object expected, Object found) {
        return new Proof(what, String.valueOf(expected), String.valueOf(found), expected.equals(found));
    }
}
