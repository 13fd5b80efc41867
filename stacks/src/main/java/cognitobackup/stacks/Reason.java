package cognitobackup.stacks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a role is granted what no rehearsal may show that it needs. The statements of the policies are called by their
 * reasons, so that who reads a deployed policy finds them here.
 */
public enum Reason {
    /** A record that only an export held which never completed, and that is gone again, is removed. */
    REMOVES_WHAT_NO_EXPORT_COMPLETED(
            "An export that finds a record gone which only an export held that never completed removes its item.");

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /** In a sentence or two. */
    public String text() {
        return text;
    }

    /** What statements are called: letters only, as IAM demands. */
    String sid() {
        var sid = new StringBuilder();
        for (String word : name().split("_", -1)) {
            sid.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return sid.toString();
    }

    /** The reason by which a statement is called, with the number that makes it unique in its policy; empty if none. */
    public static Optional<Reason> of(String sid) {
        return Arrays.stream(values())
                .filter(reason -> sid.replaceFirst("\\d+$", "").equals(reason.sid()))
                .findFirst();
    }
}
