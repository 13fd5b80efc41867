package cognitobackup.importer;

import cognitobackup.metrics.Metric;
import cognitobackup.metrics.Metrics;
import jakarta.inject.Singleton;

/** What imports tell CloudWatch. By stack and not by pool: one import at a time works in a deployment's Region. */
@Singleton
class ImportMetrics {
    private final Metrics metrics;

    ImportMetrics(Metrics metrics) {
        this.metrics = metrics;
    }

    /** @param compared the sum over all units of the last comparison with the target */
    void compared(CompareWithTarget.Progress compared) {
        long planned = compared.users().planned();
        long open = Math.min(planned, compared.jobRows() + compared.creations() + compared.updates());
        metrics.add(Metric.IMPORT_PROGRESS, planned == 0 ? 100 : 100.0 * (planned - open) / planned);
    }

    /** @param seconds from the import's start; what failed as an execution never comes here */
    void ended(boolean completed, Counts users, long seconds) {
        metrics.add(completed ? Metric.IMPORTS_COMPLETED : Metric.IMPORTS_FAILED, 1);
        metrics.add(Metric.IMPORT_USERS_PLANNED, users.planned());
        metrics.add(Metric.IMPORT_USERS_RESTORED, users.restored());
        metrics.add(Metric.IMPORT_USERS_FAILED, users.failed());
        metrics.add(Metric.IMPORT_USERS_SKIPPED, users.skipped());
        metrics.add(Metric.IMPORT_DURATION, seconds);
    }
}
