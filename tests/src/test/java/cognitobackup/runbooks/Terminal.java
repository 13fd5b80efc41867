package cognitobackup.runbooks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A shell in a directory of its own that has the project's {@code docs}. Some commands are answered by this process: a
 * program of their name hands the arguments over through a socket.
 */
final class Terminal implements AutoCloseable {
    private static final long LIMIT_MINUTES = 5;

    private static final String HAND_OVER = """
            exec 3<>/dev/tcp/127.0.0.1/%d
            { echo %s; echo $#; for argument; do printf %%s "$argument" | base64 | tr -d '\\n'; echo; done; } >&3
            read -r status <&3
            if [ "$status" = 0 ]; then cat <&3; else cat <&3 >&2; fi
            exit "$status"
            """;

    private final Path directory;
    private final Map<String, Command> commands;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    /** A command of the shell that is answered by this process. */
    interface Command {
        /**
         * Runs the command.
         *
         * @param arguments without the command's own name
         * @return what the command prints
         * @throws CommandFailedException when it ends with another status than 0
         */
        String run(List<String> arguments) throws CommandFailedException, IOException;
    }

    /** What a command that fails says. */
    static final class CommandFailedException extends Exception {
        private static final long serialVersionUID = 1L;

        CommandFailedException(String message) {
            super(message);
        }
    }

    /**
     * What a script came to.
     *
     * @param output everything that it printed, errors included
     */
    record Ended(int status, String output) {}

    /**
     * Opens a shell.
     *
     * @param directory empty
     * @param programs further programs by name, each as what it is in bash
     */
    Terminal(Path directory, Map<String, Command> commands, Map<String, String> programs) throws IOException {
        this.directory = directory;
        this.commands = Map.copyOf(commands);
        Files.createDirectory(directory.resolve("programs"));
        Files.createSymbolicLink(
                directory.resolve("docs"),
                Path.of("..", "docs").toAbsolutePath().normalize());
        for (String name : commands.keySet()) {
            write(name, HAND_OVER.formatted(server.getLocalPort(), name));
        }
        for (Map.Entry<String, String> program : programs.entrySet()) {
            write(program.getKey(), program.getValue());
        }
        Thread answers = new Thread(this::answer, "answers-of-commands");
        answers.setDaemon(true);
        answers.start();
    }

    private void write(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve("programs").resolve(name), "#!/usr/bin/env bash\n" + text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Runs commands until one of them fails, as a person would. */
    Ended run(String script) throws IOException, InterruptedException {
        ProcessBuilder shell = new ProcessBuilder("bash", "-e", "-c", script)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        shell.environment().merge("PATH", directory.resolve("programs").toString(), (path, own) -> own + ":" + path);
        shell.environment().put("AWS_ACCESS_KEY_ID", "AKIALOCALOPERATOR");
        shell.environment().put("AWS_SECRET_ACCESS_KEY", "unchecked");
        shell.environment().put("AWS_PAGER", "");
        Process process = shell.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("The commands did not end: " + output);
        }
        return new Ended(process.exitValue(), output);
    }

    /** What a command left in a file of the shell's directory. */
    Path file(String name) {
        return directory.resolve(name);
    }

    private void answer() {
        while (!server.isClosed()) {
            try (Socket caller = server.accept()) {
                answer(caller);
            } catch (SocketException e) {
                // Closed, or the caller has gone.
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private void answer(Socket caller) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(caller.getInputStream(), StandardCharsets.UTF_8));
        String name = lines.readLine();
        int count = Integer.parseInt(lines.readLine());
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            arguments.add(new String(Base64.getDecoder().decode(lines.readLine()), StandardCharsets.UTF_8));
        }
        int status = 0;
        String answer;
        try {
            answer = commands.get(name).run(arguments);
        } catch (CommandFailedException | RuntimeException e) {
            status = 1;
            answer = name + ": " + e.getMessage() + "\n";
        }
        OutputStream out = caller.getOutputStream();
        out.write((status + "\n" + answer).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
