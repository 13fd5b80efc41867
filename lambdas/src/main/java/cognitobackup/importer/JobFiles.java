package cognitobackup.importer;

import cognitobackup.function.Deadline;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes the files of import jobs from what the comparisons of the first round have put aside for them. */
@Singleton
class JobFiles {
    private static final String CSV = "text/csv; charset=utf-8";

    private final JsonLines lines;
    private final ReportsBucket bucket;
    private final Limits limits;

    @Inject
    JobFiles(JsonLines lines, ReportsBucket bucket) {
        this(lines, bucket, Limits.OF_COGNITO);
    }

    JobFiles(JsonLines lines, ReportsBucket bucket, Limits limits) {
        this.lines = lines;
        this.bucket = bucket;
        this.limits = limits;
    }

    /**
     * How much one file may hold.
     *
     * @param users the most users, the header not counted
     * @param bytes the most bytes; a hundred million here, the smaller of what 100 MB may mean
     * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html">Quotas in Amazon Cognito</a>
     */
    record Limits(long users, long bytes) {
        static final Limits OF_COGNITO = new Limits(500_000, 100_000_000);
    }

    /**
     * A file that is ready to be uploaded; whoever got it deletes it.
     *
     * @param rows how many users it has
     * @param lines the key of the object that says which line is whose
     */
    record JobFile(Path path, long rows, String lines) implements AutoCloseable {
        @Override
        public void close() {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Writes the next file, and notes in the reports bucket whom it hands over, before any job can have it.
     *
     * @param first how many users former files have had
     * @return empty where nobody is left
     */
    Optional<JobFile> write(ImportRun run, String jobName, List<String> header, long first, Deadline deadline) {
        Path file = temporary();
        Path map = temporary();
        String linesKey = ImportFiles.linesOfJob(run, jobName);
        boolean ready = false;
        try (JsonLines.Writer handed = lines.writer()) {
            long rows;
            try (var users = Files.newBufferedWriter(file);
                    var ofLines = Files.newBufferedWriter(map)) {
                var writing = new Writing(run, jobName, header, first, deadline, users, ofLines, handed);
                lines.readWhile(ImportFiles.jobRows(run), JobRow.class, writing::next);
                rows = writing.rows;
            }
            if (rows == 0) {
                return Optional.empty();
            }
            handed.store();
            bucket.put(linesKey, map, CSV);
            ready = true;
            return Optional.of(new JobFile(file, rows, linesKey));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(map);
            if (!ready) {
                delete(file);
            }
        }
    }

    /** One file in the making. */
    private final class Writing {
        private final ImportRun run;
        private final String jobName;
        private final List<String> header;
        private final long first;
        private final Deadline deadline;
        private final Duration enough;
        private final BufferedWriter users;
        private final BufferedWriter ofLines;
        private final JsonLines.Writer handed;
        private final String attempt = UUID.randomUUID().toString();
        private long place;
        private long rows;
        private long bytes;

        Writing(
                ImportRun run,
                String jobName,
                List<String> header,
                long first,
                Deadline deadline,
                BufferedWriter users,
                BufferedWriter ofLines,
                JsonLines.Writer handed)
                throws IOException {
            this.run = run;
            this.jobName = jobName;
            this.header = header;
            this.first = first;
            this.deadline = deadline;
            // The other half is for the upload.
            this.enough = deadline.left().dividedBy(2);
            this.users = users;
            this.ofLines = ofLines;
            this.handed = handed;
            ofLines.write(CsvLine.of("line", "oldSub", "identity"));
            bytes += line(CsvRow.headerLine(header));
        }

        /** Whether there may be more. */
        boolean next(JobRow row) {
            place++;
            if (place <= first) {
                return true;
            }
            String line = row.row().line(header);
            boolean full = rows >= limits.users() || bytes + length(line) > limits.bytes();
            boolean late = deadline.left().compareTo(enough) < 0;
            // A file with one user at least: what is cut off here is the next file's.
            if (rows > 0 && (full || late)) {
                return false;
            }
            try {
                rows++;
                bytes += line(line);
                ofLines.write(CsvLine.of(String.valueOf(rows), row.sub(), row.identity()));
                handed.add(
                        ImportFiles.handed(run, run.division().unit(row.identity()), jobName, attempt),
                        new HandedUsers.Handed(row.sub()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return true;
        }

        private long line(String text) throws IOException {
            users.write(text);
            users.write('\n');
            return length(text);
        }

        private static long length(String line) {
            return line.getBytes(StandardCharsets.UTF_8).length + 1L;
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("import-job", null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
