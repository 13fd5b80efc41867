package cognitobackup.local.cognito;

import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The user import jobs of a pool. Guarded by the pool's monitor. */
final class PoolImports {
    private static final int MOST_JOBS = 1000;

    private final NavigableMap<String, ImportJob> newestFirst = new TreeMap<>(Comparator.reverseOrder());

    void add(ImportJob job) {
        if (newestFirst.size() >= MOST_JOBS) {
            throw CognitoErrors.limitExceeded("A user pool cannot have more than " + MOST_JOBS + " user import jobs.");
        }
        newestFirst.put(String.format(Locale.ROOT, "%06d", newestFirst.size()), job);
    }

    NavigableMap<String, ImportJob> newestFirst() {
        return Collections.unmodifiableNavigableMap(newestFirst);
    }

    ImportJob job(String id) {
        return newestFirst.values().stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .orElseThrow(() -> CognitoErrors.resourceNotFound("User import job " + id + " does not exist."));
    }

    /** Does what the pool's jobs would have done until now. */
    void advance(Instant now) {
        newestFirst.values().forEach(job -> job.advance(now));
    }

    /** @throws cognitobackup.local.http.AwsError when the pool must not be changed because of a job */
    void requireNoneActive() {
        if (active().isPresent()) {
            throw CognitoErrors.importInProgress();
        }
    }

    private Optional<ImportJob> active() {
        return newestFirst.values().stream().filter(ImportJob::active).findFirst();
    }
}
