package cognitobackup.importer;

import cognitobackup.backup.ImportResult;
import cognitobackup.backup.Imports;
import cognitobackup.cognito.UserPool;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.Shard;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;

/** What became of an import's records, as kept in the table while the import runs. */
@Singleton
class Results {
    private static final String GROUP = "group";
    private static final String MEMBERSHIP = "membership";
    private static final String API_CALLS = "apiCalls";
    private static final int PAGE = 500;

    private final Imports imports;

    Results(Imports imports) {
        this.imports = imports;
    }

    Optional<UserResult> user(ImportRun run, String identity, String sub) {
        return imports.findResult(run.importId(), UserResult.key(identity, sub)).map(UserResult::read);
    }

    void put(ImportRun run, UserResult result) {
        imports.putResult(run.importId(), result.stored());
    }

    void groupFailed(ImportRun run, String groupName, String reason) {
        putFailure(run, new ImportResult.Key(Shard.UNSHARDED, GROUP, groupName), reason);
    }

    void membershipFailed(ImportRun run, String identity, String sub, String groupName, String reason) {
        putFailure(run, new ImportResult.Key(Shard.of(identity), MEMBERSHIP, membership(sub, groupName)), reason);
    }

    private void putFailure(ImportRun run, ImportResult.Key key, String reason) {
        Map<String, String> details = new HashMap<>();
        new Failure(reason, run.term()).writeTo(details);
        imports.putResult(run.importId(), new ImportResult(key, details));
    }

    /** The results of a shard by identity. */
    OfShard ofShard(ImportRun run, Shard shard) {
        var results = new OfShard(run);
        all(run, shard, results::add);
        return results;
    }

    /** Adds what an invocation has sent to Cognito to what the import has sent in all. */
    void addApiCalls(ImportRun run, UserPool pool) {
        Map<String, String> calls = new HashMap<>();
        pool.apiCalls().forEach((operation, count) -> calls.put(operation, String.valueOf(count)));
        if (!calls.isEmpty()) {
            var key = new ImportResult.Key(
                    Shard.UNSHARDED, API_CALLS, UUID.randomUUID().toString());
            imports.putResult(run.importId(), new ImportResult(key, calls));
        }
    }

    /** How many calls the import has sent to Cognito so far, by operation; an invocation that died is not in it. */
    Map<String, Long> apiCalls(ImportRun run) {
        Map<String, Long> calls = new TreeMap<>();
        all(run, Shard.UNSHARDED, result -> {
            if (result.key().kind().equals(API_CALLS)) {
                result.details().forEach((operation, count) -> calls.merge(operation, Long.valueOf(count), Long::sum));
            }
        });
        return calls;
    }

    private void all(ImportRun run, Shard shard, Consumer<ImportResult> consumer) {
        Optional<ImportResult.Key> after = Optional.empty();
        List<ImportResult> page;
        do {
            page = imports.results(run.importId(), shard, after, PAGE);
            page.forEach(consumer);
            after = page.isEmpty()
                    ? Optional.empty()
                    : Optional.of(page.get(page.size() - 1).key());
        } while (page.size() == PAGE);
    }

    private static String membership(String sub, String groupName) {
        return RecordKey.membership(sub, groupName).sortKey();
    }

    /** The results of one shard, held in memory. */
    static final class OfShard {
        private final ImportRun run;
        private final Map<String, UserResult> users = new HashMap<>();
        private final Map<String, Failure> memberships = new HashMap<>();
        private final Map<String, Failure> groups = new HashMap<>();

        OfShard(ImportRun run) {
            this.run = run;
        }

        private void add(ImportResult result) {
            String key = result.key().key();
            switch (result.key().kind()) {
                case UserResult.KIND -> users.put(key, UserResult.read(result));
                case MEMBERSHIP -> Failure.read(result.details()).ifPresent(failure -> memberships.put(key, failure));
                case GROUP -> Failure.read(result.details()).ifPresent(failure -> groups.put(key, failure));
                default -> {
                    // Counts of calls, which no comparison needs.
                }
            }
        }

        Optional<UserResult> user(String sub) {
            return Optional.ofNullable(users.get(sub));
        }

        /** Why the user was given up in this run. */
        Optional<String> userFailure(String sub) {
            return ofThisRun(user(sub).flatMap(UserResult::failure));
        }

        /** Why the membership was given up in this run. */
        Optional<String> membershipFailure(String sub, String groupName) {
            return ofThisRun(Optional.ofNullable(memberships.get(membership(sub, groupName))));
        }

        /** Why the group was given up in this run. */
        Optional<String> groupFailure(String groupName) {
            return ofThisRun(Optional.ofNullable(groups.get(groupName)));
        }

        private Optional<String> ofThisRun(Optional<Failure> failure) {
            return failure.filter(each -> each.of(run)).map(Failure::reason);
        }
    }
}
