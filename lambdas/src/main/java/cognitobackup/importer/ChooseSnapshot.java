package cognitobackup.importer;

import cognitobackup.backup.RunId;
import cognitobackup.function.FunctionSettings;
import cognitobackup.function.RefusedException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Decides which snapshot is used once it is known how whole the wanted one is. Refuses one that is not, unless it is
 * accepted so or another may take its place; it names what differs, and the newest that is whole.
 */
@Singleton
class ChooseSnapshot {
    /** How often another snapshot is looked for, should the one that was found not be whole a moment later. */
    private static final int MOST_SEARCHES = 3;

    private final ImportAccess access;
    private final FindWholeExports exports;
    private final long patienceSeconds;

    ChooseSnapshot(ImportAccess access, FindWholeExports exports, FunctionSettings settings) {
        this.access = access;
        this.exports = exports;
        this.patienceSeconds = settings.snapshotPatience().toSeconds();
    }

    /** What the workflow does next. */
    enum Next {
        /** The snapshot is used. */
        USE,
        /** It is to be found out which exports are whole. */
        FIND_WHOLE,
        /** Another snapshot was chosen, and is to be read. */
        VERIFY
    }

    /** The decision, and the run with the snapshot that was chosen. */
    record Choice(Next next, ImportRun run) {}

    /**
     * @param verified what the reading of each unit came to
     * @param looked which exports are whole in which units; nothing before that was asked for
     * @param searches how often it has been asked for
     * @throws RefusedException where no snapshot can be used
     */
    Choice choose(
            ImportRun run, List<VerifySnapshot.Progress> verified, List<FindWholeExports.Looked> looked, int searches) {
        access.checkLocks(run);
        boolean whole = verified.stream().allMatch(unit -> unit.differing().isEmpty());
        if (whole || run.options().acceptIncomplete()) {
            return new Choice(Next.USE, run);
        }
        if (looked.isEmpty()) {
            return new Choice(Next.FIND_WHOLE, run);
        }
        Optional<RunId> newestWhole = exports.newestWhole(run, looked);
        boolean replaceable =
                run.options().latestComplete() && differing(verified, true).isEmpty();
        if (replaceable && newestWhole.isPresent() && searches < MOST_SEARCHES) {
            return new Choice(Next.VERIFY, run.with(newestWhole.get()));
        }
        throw refused(run, verified, newestWhole);
    }

    private static List<String> differing(List<VerifySnapshot.Progress> verified, boolean other) {
        return verified.stream()
                .filter(unit -> unit.other() == other)
                .flatMap(unit -> unit.differing().stream())
                .toList();
    }

    private RefusedException refused(ImportRun run, List<VerifySnapshot.Progress> verified, Optional<RunId> whole) {
        var message = new StringBuilder();
        describe(message, run, run.exportId(), differing(verified, false));
        if (run.otherExportId() != null) {
            describe(message, run, run.otherExportId(), differing(verified, true));
        }
        message.append(whole.map(id -> "The newest export that is whole here is " + id
                        + ": give it as asOf, or give asOf: latest-complete.")
                .orElse("None of the newest " + FindWholeExports.MOST_EXPORTS + " exports is whole here."));
        if (run.options().purpose().plans()) {
            message.append(" With acceptIncomplete: true what is there of it is restored all the same.");
        }
        return new RefusedException(message.append(" Nothing was changed.").toString());
    }

    private void describe(StringBuilder message, ImportRun run, RunId exportId, List<String> differing) {
        if (!differing.isEmpty()) {
            message.append("The snapshot ")
                    .append(exportId)
                    .append(" of ")
                    .append(run.sourceUserPoolId())
                    .append(" is not whole in the backup table of this Region: after ")
                    .append(patienceSeconds)
                    .append(" seconds of waiting for replication, these kinds and shards differ from its manifest: ")
                    .append(String.join(", ", differing))
                    .append(". ");
        }
    }
}
