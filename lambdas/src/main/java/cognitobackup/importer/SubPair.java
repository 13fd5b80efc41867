package cognitobackup.importer;

import io.micronaut.serde.annotation.Serdeable;

/** A user's subs in the source and in the target, and what became of it: a line of the map of identities. */
@Serdeable
record SubPair(String oldSub, String newSub, String identity, Fate fate) {
    static String heading() {
        return CsvLine.of("oldSub", "newSub", "identity", "sourceStatus", "route", "targetStatus", "next");
    }

    String line() {
        return CsvLine.of(
                oldSub,
                newSub,
                identity,
                fate.sourceStatus(),
                fate.route().name(),
                fate.targetStatus() == null ? "" : fate.targetStatus(),
                fate.next().name());
    }
}
