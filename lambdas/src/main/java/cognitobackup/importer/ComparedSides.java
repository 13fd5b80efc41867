package cognitobackup.importer;

import cognitobackup.cognito.UserPool;
import cognitobackup.pool.Restorable;
import java.util.Objects;

/** The two sides of a comparison: what they are called among its files, and how their records are compared. */
final class ComparedSides {
    private static final String POOL = "pool";

    private ComparedSides() {}

    /** The side of the snapshot {@code asOf}. */
    static String snapshot(ImportRun run) {
        return run.exportId().value();
    }

    /** The other side. */
    static String other(ImportRun run) {
        return run.options().purpose() == Purpose.COMPARE_WITH_POOL ? POOL : otherSnapshot(run);
    }

    static String otherSnapshot(ImportRun run) {
        return Objects.requireNonNull(run.otherExportId(), "otherExportId").value();
    }

    /** Whether both sides are states of one pool. */
    static boolean withinPool(ImportRun run) {
        return run.options().purpose() != Purpose.COMPARE_WITH_POOL
                || run.targetUserPoolId().equals(run.sourceUserPoolId());
    }

    /** The form of the records of a living pool. */
    static ComparedForm ofPool(ImportRun run, UserPool pool, Restorable restorable) {
        return withinPool(run)
                ? new ComparedForm.WithinPool(false)
                : new ComparedForm.AcrossPools(restorable, pool.id());
    }
}
