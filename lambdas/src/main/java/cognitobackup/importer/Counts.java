package cognitobackup.importer;

import io.micronaut.serde.annotation.Serdeable;

/** How many records of a kind have come to what. */
@Serdeable
record Counts(long restored, long failed, long skipped) {
    static final Counts NONE = new Counts(0, 0, 0);

    long planned() {
        return restored + failed + skipped;
    }

    Counts plus(Outcome outcome) {
        return plus(outcome, 1);
    }

    Counts plus(Outcome outcome, long more) {
        return switch (outcome) {
            case RESTORED -> new Counts(restored + more, failed, skipped);
            case FAILED -> new Counts(restored, failed + more, skipped);
            case SKIPPED -> new Counts(restored, failed, skipped + more);
        };
    }

    Counts plus(Counts other) {
        return new Counts(restored + other.restored, failed + other.failed, skipped + other.skipped);
    }
}
