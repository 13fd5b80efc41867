package cognitobackup.importer;

/** The names of an import's jobs, by which a resumed run finds them: import, run and file. */
final class JobName {
    private static final String PREFIX = "cognito-backup-";

    private JobName() {}

    /** @param file the number of the file among those of the run */
    static String of(ImportRun run, int file) {
        return prefix(run) + run.term() + "-" + String.format("%03d", file);
    }

    /** Whether it is the name of a job of this import, of whatever run. */
    static boolean of(String name, ImportRun run) {
        return name.startsWith(prefix(run));
    }

    /** A name may have no colons, of which the id of an import has some. */
    private static String prefix(ImportRun run) {
        return PREFIX + run.importId().value().replace(':', '.') + "-";
    }
}
