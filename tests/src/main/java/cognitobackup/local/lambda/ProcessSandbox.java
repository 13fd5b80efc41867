package cognitobackup.local.lambda;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One instance of a function in its own process. */
final class ProcessSandbox implements Sandbox {
    private final RuntimeApi api = new RuntimeApi();
    private final Path temporaryDirectory;
    private final Process process;

    /** @param command what starts the process, but for the variables */
    ProcessSandbox(
            List<String> command, Path temporaryDirectory, Map<String, String> environment, Consumer<String> log) {
        this.temporaryDirectory = temporaryDirectory;
        List<String> whole = new ArrayList<>(command);
        whole.add(1, "-Djava.io.tmpdir=" + temporaryDirectory);
        ProcessBuilder builder =
                new ProcessBuilder(whole).directory(temporaryDirectory.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.port());
        builder.environment().put("LAMBDA_TASK_ROOT", temporaryDirectory.toString());
        try {
            this.process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread reader = new Thread(() -> follow(log), "local-function-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Reads what the process says until it ends. */
    private void follow(Consumer<String> log) {
        readOutput(log);
        try {
            api.ended("with exit status " + process.waitFor());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readOutput(Consumer<String> log) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                log.accept(line);
            }
        } catch (IOException e) {
            // The process was killed while it wrote.
        }
    }

    @Override
    public void awaitInitialised() throws InterruptedException {
        api.awaitInitialised();
    }

    @Override
    public InvocationResult invoke(Invocation invocation) throws InterruptedException {
        return api.invoke(invocation);
    }

    @Override
    public boolean alive() {
        return process.isAlive();
    }

    /** Asks the process to end, and waits until it has, but for at most half a minute. */
    void end() throws InterruptedException {
        process.destroy();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        api.close();
        deleteTemporaryDirectory();
    }

    private void deleteTemporaryDirectory() {
        if (!Files.exists(temporaryDirectory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(temporaryDirectory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
