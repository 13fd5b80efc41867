package cognitobackup.importer;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Something that a restored user needs beside what its {@link Fate} says, or that was not restored of it.
 *
 * @param kind what it is about; counted by this
 * @param text the same of this user, in the report only
 */
record Note(Kind kind, String text) {
    /** What a note is about. */
    enum Kind {
        /** The person used an authenticator app, whose secret nobody can export. */
        ENROL_TOTP_AGAIN,
        /** The MFA preference of the backup could not be set. */
        MFA_PREFERENCE_NOT_RESTORED,
        /** The target asks for MFA, and the user has no factor that it could use. */
        NO_USABLE_MFA_FACTOR,
        /** A link to an identity provider could not be restored. */
        LINK_NOT_RESTORED,
        /** Of two owners of a verified alias the other one has it. */
        ALIAS_LOST,
        /** The target cannot hold some of the user's attributes. */
        ATTRIBUTES_LEFT_OUT
    }

    /** How many users have a note of each kind, by the kind's name. */
    static Map<String, Long> count(List<Note> ofOneUser) {
        Map<String, Long> counts = new TreeMap<>();
        ofOneUser.forEach(note -> counts.put(note.kind().name(), 1L));
        return counts;
    }

    /** The sums of both by kind. */
    static Map<String, Long> sum(Map<String, Long> one, Map<String, Long> other) {
        Map<String, Long> sums = new TreeMap<>(one);
        other.forEach((kind, users) -> sums.merge(kind, users, Long::sum));
        return sums;
    }
}
