package cognitobackup.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The classes with which the functions of an archive start, read and verified once, and then mapped into each of their
 * processes: they start in half of the time. It changes nothing but that.
 *
 * @see <a href="https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html">Class data sharing</a>
 */
final class ReadyClasses implements AutoCloseable {
    /** Making them takes as long as so many starts. */
    private static final int STARTS_BEFORE = 4;

    private final Map<Path, Integer> starts = new HashMap<>();
    private final Map<Path, Optional<Path>> made = new HashMap<>();

    /**
     * The file of an archive's classes, if there have been enough starts to make it.
     *
     * @param archive what functions start from
     * @param model starts a process that writes its classes to that file when it ends
     */
    synchronized Optional<Path> of(Path archive, Function<Path, ProcessSandbox> model) {
        return starts.merge(archive, 1, Integer::sum) <= STARTS_BEFORE
                ? Optional.empty()
                : made.computeIfAbsent(archive, any -> make(model));
    }

    private static Optional<Path> make(Function<Path, ProcessSandbox> model) {
        try {
            Path directory = Files.createTempDirectory("function-classes");
            Path file = directory.resolve("classes.jsa");
            ProcessSandbox sandbox = model.apply(file);
            try {
                sandbox.awaitInitialised();
                sandbox.end();
            } finally {
                sandbox.kill();
            }
            if (Files.exists(file)) {
                return Optional.of(file);
            }
            Files.delete(directory);
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        for (Optional<Path> file : made.values()) {
            if (file.isPresent()) {
                try {
                    Files.deleteIfExists(file.get());
                    Files.deleteIfExists(file.get().getParent());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
