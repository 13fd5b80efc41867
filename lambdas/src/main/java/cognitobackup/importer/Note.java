package cognitobackup.importer;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that a restored user needs beside what its {@link Fate} says, or that was not restored of it.
 *
 * @param kind what it is about; counted by this
 * @param text the same of this user, in the report only
 */
record Note(Kind kind, String text) {
    /** What a note is about. */
    enum Kind {
        ENROL_TOTP_AGAIN("used an authenticator app, whose secret nobody can read: it has to be enrolled again"),
        MFA_PREFERENCE_NOT_RESTORED("had codes by text message or e-mail switched on, and has not in the target"),
        NO_USABLE_MFA_FACTOR(
                "cannot pass the second factor that the target requires: text messages are the only one that"
                        + " it offers, and the user has no phone number"),
        LINK_NOT_RESTORED("a link to an identity provider could not be restored"),
        LINK_NOT_REMOVED("a link to an identity provider that the backup does not have could not be removed"),
        ALIAS_LOST("somebody else has the same verified address or name; it is restored unverified, or left out"),
        ATTRIBUTES_LEFT_OUT("has attributes that the target cannot hold");

        private final String sentence;

        Kind(String sentence) {
            this.sentence = sentence;
        }

        /** What it says of a user. */
        String sentence() {
            return sentence;
        }
    }

    /** All kinds as docs/user-status.md shows them. */
    static String kindsInMarkdown() {
        return Arrays.stream(Kind.values())
                .map(kind -> "| `%s` | %s |\n".formatted(kind, kind.sentence()))
                .collect(Collectors.joining("", "| note | the user |\n| --- | --- |\n", ""));
    }

    /** How many users have a note of each kind, by the kind's name. */
    static Map<String, Long> count(List<Note> ofOneUser) {
        Map<String, Long> counts = new TreeMap<>();
        ofOneUser.forEach(note -> counts.put(note.kind().name(), 1L));
        return counts;
    }

    static List<Note> join(List<Note> one, List<Note> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** The sums of both by kind. */
    static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> sums = new TreeMap<>(one);
        other.forEach((kind, users) -> sums.merge(kind, users, Long::sum));
        return sums;
    }
}
