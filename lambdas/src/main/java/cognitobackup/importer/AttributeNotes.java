package cognitobackup.importer;

import cognitobackup.pool.Restorable;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/** What is to be said of a restored user's attributes that its target does not hold as the source did. */
final class AttributeNotes {
    private AttributeNotes() {}

    static List<Note> of(PlannedUser user, Restorable restorable) {
        List<Note> notes = new ArrayList<>();
        SortedSet<String> leftOut = restorable.notTaken(user.user());
        if (!leftOut.isEmpty()) {
            notes.add(new Note(
                    Note.Kind.ATTRIBUTES_LEFT_OUT, "the target cannot hold its " + String.join(", ", leftOut)));
        }
        return notes;
    }
}
