package cognitobackup.importer;

import cognitobackup.backup.ImportResult;
import cognitobackup.backup.Imports;
import cognitobackup.cognito.UserPool;
import cognitobackup.pool.ProviderIdentity;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.Shard;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What became of an import's records, as kept in the table while the import runs. */
@Singleton
class Results {
    private static final String GROUP = "group";
    private static final String GROUP_CHANGE = "groupChange";
    private static final String ESTIMATE = "estimate";
    private static final String SECONDS = "seconds";
    private static final String GROUPS = "groups";
    private static final String MEMBERSHIP = "membership";
    private static final String JOBS_NOTE = "importJobsNote";
    private static final String LINK = "link";
    private static final String API_CALLS = "apiCalls";
    private static final int PAGE = 500;

    private final Imports imports;

    Results(Imports imports) {
        this.imports = imports;
    }

    Optional<UserResult> user(ImportRun run, String identity, String sub) {
        return imports.findResult(run.importId(), UserResult.key(run.division(), identity, sub))
                .map(UserResult::read);
    }

    void put(ImportRun run, UserResult result) {
        imports.putResult(run.importId(), result.stored(run.division()));
    }

    /** Notes why a user could not be finished. */
    void userFailed(ImportRun run, String identity, String sub, String reason) {
        UserResult result = user(run, identity, sub).orElseGet(() -> UserResult.untouched(identity, sub));
        put(run, result.failed(new Failure(reason, run.term())));
    }

    /** Notes what is about to be done to a user that was in the target before, beside what was noted already. */
    void noteChange(ImportRun run, UserChange change) {
        Optional<UserChange> former = imports.findResult(
                        run.importId(), UserChange.key(run.division(), change.identity(), change.sub()))
                .map(stored -> UserChange.read(change.identity(), stored));
        UserChange all = former.map(change::plus).orElse(change);
        if (!former.equals(Optional.of(all))) {
            imports.putResult(run.importId(), all.stored(run.division()));
        }
    }

    /** Notes what is about to be done to a group. */
    void noteChange(ImportRun run, String groupName, GroupChange change) {
        var key = new ImportResult.Key(Shard.UNSHARDED, GROUP_CHANGE, groupName);
        imports.putResult(run.importId(), new ImportResult(key, Map.of(GROUP_CHANGE, change.name())));
    }

    /** Keeps how many groups there were to create or to set back when the import began; the first number counts. */
    void keepGroupsToDo(ImportRun run, long groups) {
        keep(run, GROUPS, groups);
    }

    long groupsToDo(ImportRun run) {
        return kept(run, GROUPS);
    }

    /** Keeps how long the import takes as it was estimated when it began; the first number counts. */
    void keepEstimate(ImportRun run, long seconds) {
        keep(run, SECONDS, seconds);
    }

    /** In seconds; 0 where nothing was estimated. */
    long estimate(ImportRun run) {
        return kept(run, SECONDS);
    }

    private void keep(ImportRun run, String name, long number) {
        var key = new ImportResult.Key(Shard.UNSHARDED, ESTIMATE, name);
        imports.createResult(run.importId(), new ImportResult(key, Map.of(name, String.valueOf(number))));
    }

    private long kept(ImportRun run, String name) {
        return imports.findResult(run.importId(), new ImportResult.Key(Shard.UNSHARDED, ESTIMATE, name))
                .map(result -> Long.parseLong(result.details().get(name)))
                .orElse(0L);
    }

    void put(ImportRun run, JobResult job) {
        imports.putResult(run.importId(), job.stored());
    }

    /** The import job with this name, if one was ever begun. */
    Optional<JobResult> job(ImportRun run, String name) {
        return imports.findResult(run.importId(), JobResult.key(name)).map(JobResult::read);
    }

    /** Notes why import jobs cannot do what they were to do; the same reason once. */
    void noteOfJobs(ImportRun run, String reason) {
        imports.putResult(
                run.importId(), new ImportResult(new ImportResult.Key(Shard.UNSHARDED, JOBS_NOTE, reason), Map.of()));
    }

    /** What is to be said of the import's jobs. */
    record Jobs(List<JobResult> jobs, List<String> notes) {}

    /** The import's jobs by name, so in the order in which they were begun, and what was noted of them. */
    Jobs jobs(ImportRun run) {
        var jobs = new Jobs(new ArrayList<>(), new ArrayList<>());
        all(run, Shard.UNSHARDED, result -> {
            switch (result.key().kind()) {
                case JobResult.KIND -> jobs.jobs().add(JobResult.read(result));
                case JOBS_NOTE -> jobs.notes().add(result.key().key());
                default -> {
                    // Of groups, calls and estimates.
                }
            }
        });
        return jobs;
    }

    void groupFailed(ImportRun run, String groupName, String reason) {
        putFailure(run, new ImportResult.Key(Shard.UNSHARDED, GROUP, groupName), reason);
    }

    void membershipFailed(ImportRun run, String identity, String sub, String groupName, String reason) {
        putFailure(
                run,
                new ImportResult.Key(run.division().unit(identity), MEMBERSHIP, membership(sub, groupName)),
                reason);
    }

    void put(ImportRun run, MfaResult result) {
        imports.putResult(run.importId(), result.stored(run.division()));
    }

    void mfaFailed(ImportRun run, String identity, String sub, String reason) {
        put(run, new MfaResult(identity, sub, Optional.of(new Failure(reason, run.term()))));
    }

    void linkFailed(ImportRun run, String identity, String sub, ProviderIdentity link, String reason) {
        putFailure(run, new ImportResult.Key(run.division().unit(identity), LINK, link(sub, link.key())), reason);
    }

    private void putFailure(ImportRun run, ImportResult.Key key, String reason) {
        Map<String, String> details = new HashMap<>();
        new Failure(reason, run.term()).writeTo(details);
        imports.putResult(run.importId(), new ImportResult(key, details));
    }

    /** The results of a unit by identity. */
    OfUnit ofUnit(ImportRun run, Shard unit) {
        var results = new OfUnit(run);
        all(run, unit, results::add);
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

    private void all(ImportRun run, Shard unit, Consumer<ImportResult> consumer) {
        Optional<ImportResult.Key> after = Optional.empty();
        List<ImportResult> page;
        do {
            page = imports.results(run.importId(), unit, after, PAGE);
            page.forEach(consumer);
            after = page.isEmpty()
                    ? Optional.empty()
                    : Optional.of(page.get(page.size() - 1).key());
        } while (page.size() == PAGE);
    }

    private static String membership(String sub, String groupName) {
        return RecordKey.membership(sub, groupName).sortKey();
    }

    private static String link(String sub, String identityKey) {
        return sub + "/" + identityKey;
    }

    /** The results of one unit, held in memory. */
    static final class OfUnit {
        private final ImportRun run;
        private final Map<String, UserResult> users = new HashMap<>();
        private final Map<String, UserChange> changes = new HashMap<>();
        private final Map<String, MfaResult> secondFactors = new HashMap<>();
        private final Map<String, GroupChange> groupChanges = new HashMap<>();
        private final Map<String, Failure> memberships = new HashMap<>();
        private final Map<String, Failure> groups = new HashMap<>();
        private final Map<String, Failure> links = new HashMap<>();

        OfUnit(ImportRun run) {
            this.run = run;
        }

        private void add(ImportResult result) {
            String key = result.key().key();
            switch (result.key().kind()) {
                case UserResult.KIND -> users.put(key, UserResult.read(result));
                case UserChange.KIND -> changes.put(key, UserChange.read("", result));
                case MfaResult.KIND -> secondFactors.put(key, MfaResult.read(result));
                case GROUP_CHANGE ->
                    groupChanges.put(key, GroupChange.valueOf(result.details().get(GROUP_CHANGE)));
                case MEMBERSHIP -> Failure.read(result.details()).ifPresent(failure -> memberships.put(key, failure));
                case LINK -> Failure.read(result.details()).ifPresent(failure -> links.put(key, failure));
                case GROUP -> Failure.read(result.details()).ifPresent(failure -> groups.put(key, failure));
                default -> {
                    // Counts of calls, estimates and jobs, which no comparison needs.
                }
            }
        }

        Optional<UserResult> user(String sub) {
            return Optional.ofNullable(users.get(sub));
        }

        /** Hands over the subs of users who were created without an attribute, and the attribute. */
        void taken(BiConsumer<String, String> consumer) {
            users.values().forEach(user -> user.taken().forEach(attribute -> consumer.accept(user.sub(), attribute)));
        }

        /** What this import has done, or was about to do, to a user that was there before. */
        Optional<UserChange> change(String sub) {
            return Optional.ofNullable(changes.get(sub));
        }

        /** What came of switching on a user's second factors. */
        Optional<MfaResult> mfa(String sub) {
            return Optional.ofNullable(secondFactors.get(sub));
        }

        /** Why a user's second factors were given up in this run. */
        Optional<String> mfaFailure(String sub) {
            return ofThisRun(mfa(sub).flatMap(MfaResult::failure));
        }

        /** What this import has done, or was about to do, to a group. */
        GroupChange groupChange(String groupName) {
            return groupChanges.getOrDefault(groupName, GroupChange.NONE);
        }

        /** Why the user was given up in this run. */
        Optional<String> userFailure(String sub) {
            return ofThisRun(user(sub).flatMap(UserResult::failure));
        }

        /** Why the membership was given up in this run. */
        Optional<String> membershipFailure(String sub, String groupName) {
            return ofThisRun(Optional.ofNullable(memberships.get(membership(sub, groupName))));
        }

        /** Why linking or unlinking the identity with this {@link ProviderIdentity#key key} was given up in this run. */
        Optional<String> linkFailure(String sub, String identityKey) {
            return ofThisRun(Optional.ofNullable(links.get(link(sub, identityKey))));
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
