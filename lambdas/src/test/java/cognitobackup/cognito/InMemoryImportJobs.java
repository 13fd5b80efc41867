package cognitobackup.cognito;

import cognitobackup.pool.PoolSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The import jobs of a pool for tests. Reads files as strictly as AWS's page lets it: columns by their names, a comma in a
 * value behind a backslash, and nothing else that has a meaning; values are trimmed. What a test plans, goes wrong.
 */
public final class InMemoryImportJobs implements ImportJobs {
    private static final List<String> STANDARD = List.of(
            "name", "email", "email_verified", "birthdate", "phone_number", "phone_number_verified", "updated_at");

    private final InMemoryUserPool pool;
    private final List<ImportJob> jobs = new ArrayList<>();
    private final Map<String, List<String>> files = new HashMap<>();
    private final Map<String, Integer> looks = new HashMap<>();
    private final Set<String> refused = new java.util.HashSet<>();
    private End end = End.ALL;
    private int looksToEnd = 1;
    private String status = "RESET_REQUIRED";
    private boolean taken;
    private int failingUploads;

    InMemoryImportJobs(InMemoryUserPool pool) {
        this.pool = pool;
    }

    /** What becomes of a job that has been started. */
    public enum End {
        /** Imports whom it can. */
        ALL,
        /** Imports nobody, and says that it failed. */
        FAILED,
        /** Imports every other user, and says that it failed. */
        HALF,
        /** Imports nobody, and says that it succeeded. */
        NOTHING,
        /** Imports every other user, and goes on for ever. */
        NEVER
    }

    // What a test does to the jobs.

    public synchronized void setEnd(End end) {
        this.end = end;
    }

    /** A job has ended when it has been looked at so often. */
    public synchronized void setLooksToEnd(int looks) {
        this.looksToEnd = looks;
    }

    /** As if users could sign in without a password: then jobs make them CONFIRMED. */
    public synchronized void setStatus(String status) {
        this.status = status;
    }

    /** Whether a job of another pool of the account is active. */
    public synchronized void setSlotTaken(boolean taken) {
        this.taken = taken;
    }

    /** Cognito refuses this operation. */
    public synchronized void refuse(String operation) {
        refused.add(operation);
    }

    public synchronized void failUploads(int times) {
        failingUploads = times;
    }

    /** Ends what is active, as time would. */
    public synchronized void finish() {
        jobs.stream().filter(ImportJob::active).toList().forEach(job -> end(job, End.ALL));
    }

    // What a test may ask.

    /** All jobs, the newest first. */
    public synchronized List<ImportJob> all() {
        return List.copyOf(jobs);
    }

    /** The lines of a job's file. */
    public synchronized List<String> file(String jobId) {
        return files.get(jobId);
    }

    // The jobs.

    @Override
    public synchronized List<String> header() {
        called("GetCSVHeader");
        Collection<String> custom = pool.settings().attributes().keySet().stream()
                .filter(name -> name.contains(":"))
                .sorted()
                .toList();
        return Stream.of(STANDARD, custom, List.of("cognito:mfa_enabled", "cognito:username"))
                .flatMap(Collection::stream)
                .toList();
    }

    @Override
    public synchronized Optional<ImportJob> newest(Predicate<ImportJob> wanted) {
        called("ListUserImportJobs");
        return jobs.stream().filter(wanted).findFirst();
    }

    @Override
    public synchronized Optional<ImportJob> find(String jobId) {
        called("DescribeUserImportJob");
        Optional<ImportJob> found = job(jobId);
        found.filter(ImportJob::active).ifPresent(job -> {
            int seen = looks.merge(jobId, 1, Integer::sum);
            if (job.status().equals("Stopping")) {
                put(with(job, "Stopped", 0, 0, 0, "The Import Job was stopped by the developer."));
            } else if (seen >= looksToEnd) {
                end(job, end);
            }
        });
        return job(jobId);
    }

    @Override
    public synchronized ImportJob create(String name, String roleArn, Path file) {
        called("CreateUserImportJob");
        if (!name.matches("[\\w\\s+=,.@-]{1,128}")
                || pool.settings().autoVerifiedAttributes().isEmpty()) {
            throw new RejectedByCognitoException("CreateUserImportJob", "InvalidParameterException");
        }
        Instant now = pool.now();
        var job = new ImportJob("import-" + jobs.size(), name, ImportJob.CREATED, now, 0, 0, 0, Optional.empty());
        jobs.add(0, job);
        if (failingUploads > 0) {
            failingUploads--;
            throw new UploadFailedException("status 403");
        }
        try {
            files.put(job.id(), Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return job;
    }

    @Override
    public synchronized void start(String jobId) {
        called("StartUserImportJob");
        ImportJob job = job(jobId).orElseThrow();
        if (taken
                || !job.waiting()
                || !files.containsKey(jobId)
                || jobs.stream().anyMatch(ImportJob::active)) {
            throw new RejectedByCognitoException("StartUserImportJob", "PreconditionNotMetException");
        }
        put(with(job, "Pending", 0, 0, 0, null));
    }

    @Override
    public synchronized void stop(String jobId) {
        called("StopUserImportJob");
        job(jobId).filter(ImportJob::active).ifPresent(job -> put(with(job, "Stopping", 0, 0, 0, null)));
    }

    private void end(ImportJob job, End how) {
        boolean every = how == End.ALL;
        boolean some = every || how == End.HALF || how == End.NEVER;
        List<String> lines = files.get(job.id());
        List<String> columns = List.of(lines.get(0).split(","));
        if (!Set.copyOf(columns).equals(Set.copyOf(header()))) {
            put(with(job, "Failed", 0, 0, 0, "The header does not match."));
            return;
        }
        long imported = 0;
        long skipped = 0;
        long failed = 0;
        for (int line = 1; line < lines.size(); line++) {
            if (!some || (!every && line % 2 == 0)) {
                failed++;
                continue;
            }
            Optional<Map<String, String>> user = read(columns, lines.get(line));
            if (user.isEmpty()) {
                failed++;
            } else if (importUser(user.get())) {
                imported++;
            } else {
                skipped++;
            }
        }
        switch (how) {
            case ALL -> put(with(job, "Succeeded", imported, skipped, failed, "Import Job Completed Successfully."));
            case NOTHING -> put(with(job, "Succeeded", lines.size() - 1, 0, 0, "Import Job Completed Successfully."));
            case NEVER -> put(with(job, "InProgress", 0, 0, 0, null));
            case FAILED, HALF ->
                put(with(
                        job,
                        "Failed",
                        imported,
                        skipped,
                        failed,
                        "Too many users have failed or been skipped during the import."));
        }
    }

    /** The cells by column; empty where the row is not as AWS's page wants it. */
    private Optional<Map<String, String>> read(List<String> columns, String line) {
        if (line.length() > 16_000 || line.contains("\"") || line.matches(".*\\\\[^,].*|.*\\\\")) {
            return Optional.empty();
        }
        String[] cells = line.split("(?<!\\\\),", -1);
        if (cells.length != columns.size()) {
            return Optional.empty();
        }
        Map<String, String> user = new TreeMap<>();
        for (int cell = 0; cell < cells.length; cell++) {
            String value = cells[cell].replace("\\,", ",").trim();
            if (!value.isEmpty()) {
                user.put(columns.get(cell), value);
            }
        }
        PoolSettings settings = pool.settings();
        boolean verified = settings.autoVerifiedAttributes().stream()
                .anyMatch(name -> "TRUE".equals(user.get(name + "_verified")) && user.containsKey(name));
        boolean complete = settings.attributes().entrySet().stream()
                .filter(attribute -> attribute.getValue().required())
                .allMatch(attribute -> attribute.getKey().equals("sub") || user.containsKey(attribute.getKey()));
        String birthdate = user.get("birthdate");
        boolean dated = birthdate == null || birthdate.matches("\\d\\d/\\d\\d/\\d{4}");
        String username = user.getOrDefault("cognito:username", "");
        boolean named = !username.isEmpty() && !username.matches(".*\\s.*");
        return verified && complete && dated && named ? Optional.of(user) : Optional.empty();
    }

    private boolean importUser(Map<String, String> cells) {
        Map<String, String> attributes = new TreeMap<>(cells);
        String username = attributes.remove("cognito:username");
        attributes.remove("cognito:mfa_enabled");
        attributes.replaceAll((name, value) -> name.endsWith("_verified")
                ? value.toLowerCase(java.util.Locale.ROOT)
                : name.equals("birthdate")
                        ? value.substring(6) + "-" + value.substring(0, 2) + "-" + value.substring(3, 5)
                        : value);
        return pool.importUser(username, attributes, status);
    }

    private Optional<ImportJob> job(String jobId) {
        return jobs.stream().filter(job -> job.id().equals(jobId)).findFirst();
    }

    private void put(ImportJob job) {
        jobs.replaceAll(each -> each.id().equals(job.id()) ? job : each);
    }

    private static ImportJob with(
            ImportJob job, String status, long imported, long skipped, long failed, String message) {
        return new ImportJob(
                job.id(), job.name(), status, job.created(), imported, skipped, failed, Optional.ofNullable(message));
    }

    private void called(String operation) {
        pool.called(operation);
        if (refused.contains(operation)) {
            throw new RejectedByCognitoException(operation, "InvalidParameterException");
        }
    }
}
