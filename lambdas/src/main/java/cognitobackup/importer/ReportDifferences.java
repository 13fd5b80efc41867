package cognitobackup.importer;

import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Consumer;

/** Writes the report of a comparison. */
@Singleton
class ReportDifferences {
    private static final String OUTCOME = "COMPARED";

    private final ImportAccess access;
    private final JsonLines lines;
    private final Reports reports;

    ReportDifferences(ImportAccess access, JsonLines lines, Reports reports) {
        this.access = access;
        this.lines = lines;
        this.reports = reports;
    }

    /**
     * What a comparison says of itself: ids and numbers only; also the head of its report, which the differences follow.
     *
     * @param comparedWith the pool or the export that the snapshot was compared with
     * @param report the key of the report in the reports bucket
     */
    @Serdeable
    record Summary(
            String outcome,
            String importId,
            String exportId,
            String comparedWith,
            DifferenceCounts.Numbers users,
            DifferenceCounts.Numbers groups,
            DifferenceCounts.Numbers memberships,
            DifferenceCounts.Numbers configuration,
            String report) {}

    Summary write(ImportRun run, List<DifferenceCounts> units) {
        access.checkLocks(run);
        DifferenceCounts counts = units.stream().reduce(DifferenceCounts.NONE, DifferenceCounts::plus);
        var summary = new Summary(
                OUTCOME,
                run.importId().value(),
                run.exportId().value(),
                run.options().purpose() == Purpose.COMPARE_WITH_POOL
                        ? "pool " + run.targetUserPoolId()
                        : ComparedSides.other(run),
                counts.users(),
                counts.groups(),
                counts.memberships(),
                counts.configuration(),
                ImportFiles.report(run));
        reports.write(
                ImportFiles.report(run),
                summary,
                "differences",
                (Consumer<Difference> differences) ->
                        lines.read(ImportFiles.differences(run), Difference.class, differences));
        return summary;
    }
}
