package cognitobackup.drill;

import java.nio.file.Path;

/** Where the project's files are: the script says it; in tests it is the directory above the module's. */
public final class Project {
    private Project() {}

    static Path directory() {
        return Path.of(System.getProperty("cognitobackup.home", ".."))
                .toAbsolutePath()
                .normalize();
    }

    /** Where a rehearsal leaves what is to be looked at afterwards. */
    public static Path target() {
        return directory().resolve("target");
    }

    /** The packaged functions. */
    public static Path lambdaJar() {
        return directory().resolve("lambdas/target/functions.jar");
    }
}
