package cognitobackup.drill;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Files that the command line asks for. */
final class Outputs {
    private Outputs() {}

    /** Fails before the work, not after it, where a file cannot be written. */
    static void checkWritable(Path file, CommandLine commandLine) {
        Path directory = file.toAbsolutePath().getParent();
        boolean writable = Files.exists(file)
                ? Files.isRegularFile(file) && Files.isWritable(file)
                : directory != null && Files.isDirectory(directory) && Files.isWritable(directory);
        if (!writable) {
            throw new ParameterException(commandLine, "--json: " + file + " cannot be written.");
        }
    }
}
