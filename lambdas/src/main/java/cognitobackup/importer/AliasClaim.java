package cognitobackup.importer;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.Comparator;

/**
 * That a planned user has a value that only one user of the target may have, as a line of the plan.
 *
 * @param sub the source's sub
 * @param unit the user's unit by identity
 * @param attribute the attribute
 * @param value a hash of the value as the target folds it
 * @param lastModified when the user was last changed in the source
 */
@Serdeable
record AliasClaim(String sub, String unit, String attribute, String value, Instant lastModified) {
    private static final Comparator<AliasClaim> BY_AGE =
            Comparator.comparing(AliasClaim::lastModified).thenComparing(AliasClaim::sub);

    /** What is claimed. */
    String claimed() {
        return attribute + " " + value;
    }

    AliasClaim newer(AliasClaim other) {
        return BY_AGE.compare(this, other) >= 0 ? this : other;
    }
}
