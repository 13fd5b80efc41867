package cognitobackup.stacks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Why a role is granted what no rehearsal may show that it needs. The statements of the policies are called by their
 * reasons, so that who reads a deployed policy finds them here.
 */
public enum Reason {
    /** Cognito's listings may lag behind: whoever is missing in one is asked for singly, and stored if found. */
    ASKS_FOR_WHAT_LISTINGS_MISSED("The local Cognito's listings miss nothing unless a test makes them."),

    /** The lock of a run that has ended without giving it back is taken over; one that still runs keeps it. */
    ASKS_WHETHER_EXECUTIONS_HAVE_ENDED("Asked only of a lock that is held, or where an event does not have the input."),

    /** What is to be done to a user may be more than a message holds; it is then in a file that the message names. */
    CARRIES_WHO_OUTGROWS_A_MESSAGE("In the rehearsals every user fits into a message; a test has one who does not."),

    /** App clients, identity providers and a domain are described one by one. */
    DESCRIBES_WHAT_POOLS_MAY_HAVE("Not every pool of the rehearsals has app clients, identity providers and a domain."),

    /** A user is looked for where another route may have made it in the meantime. */
    FINDS_WHO_IS_THERE_ALREADY(
            "Needed where a worker died between making a user and noting it, where a link moves, and after jobs."),

    /** The version before last of a record goes to the history before the record is marked as gone. */
    KEEPS_OLDER_VERSIONS_OF_WHAT_IS_GONE(
            "Needed for records that changed in the export before the one that misses them."),

    /** Users are linked again to identities at providers that the target has. */
    LINKS_WHERE_THERE_ARE_PROVIDERS("The rehearsals' targets have no identity providers; a test's have."),

    /** An input's allowRemovals extends to links that only the target has. */
    REMOVES_LINKS_IF_TOLD_TO("No rehearsal links somebody in the target who is not linked in the backup; a test does."),

    /** A record that only an export held which never completed, and that is gone again, is removed. */
    REMOVES_WHAT_NO_EXPORT_COMPLETED("Needed only after an export that broke off, for what was new in it."),

    /** A user that a worker failed for is sent on singly, and at last to the dead-letter queue. */
    SENDS_ON_WHOM_IT_FAILED_FOR("In the rehearsals nobody fails."),

    /** Second factors are switched on for those who had them. */
    SETS_SECOND_FACTORS("Needs exports that capture second factors, which tests of their own show."),

    /** A job that does not end in time is stopped, and its users go another way. */
    STOPS_JOBS_THAT_TAKE_TOO_LONG("The rehearsals' jobs end in time; tests of their own make them hang."),

    /** Events come more than once, and publishing may fail: who tells notes it before, and takes it back after. */
    TELLS_ONCE_WHATEVER_HAPPENS("In the rehearsals every event comes once, and publishing works.");

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
