package cognitobackup.importer;

import java.util.Map;
import java.util.Optional;

/**
 * Why a record could not be restored, and in which run of the import: a resumed run tries again.
 *
 * @param reason without personal data
 * @param term the term of the run that gave up
 */
record Failure(String reason, long term) {
    private static final String REASON = "reason";
    private static final String TERM = "term";

    boolean of(ImportRun run) {
        return term == run.term();
    }

    void writeTo(Map<String, String> details) {
        details.put(REASON, reason);
        details.put(TERM, String.valueOf(term));
    }

    static Optional<Failure> read(Map<String, String> details) {
        return Optional.ofNullable(details.get(REASON))
                .map(reason -> new Failure(reason, Long.parseLong(details.getOrDefault(TERM, "0"))));
    }
}
