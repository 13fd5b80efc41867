package cognitobackup.drill.endpoint;

import cognitobackup.drill.Drill;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code ./drill serve} in a process of its own. */
final class ServedAws implements AutoCloseable {
    private static final String PREFIX = "export AWS_ENDPOINT_URL=";

    private final Process process;
    private final BufferedReader output;
    private final String endpoint;

    ServedAws(int quotaFactor) throws IOException {
        this.process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dsun.net.httpserver.nodelay=true",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Drill.class.getName(),
                        "serve",
                        "--quota-factor",
                        Integer.toString(quotaFactor)))
                .redirectErrorStream(true)
                .start();
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.endpoint = endpoint();
        drain();
    }

    private String endpoint() throws IOException {
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(PREFIX)) {
                return line.substring(PREFIX.length());
            }
            said.append(line).append(System.lineSeparator());
        }
        throw new IllegalStateException("The local AWS did not start: " + said);
    }

    /** Nobody may be kept waiting because nobody reads what it says. */
    private void drain() {
        Thread reader = new Thread(() -> output.lines().forEach(line -> {}), "served-aws");
        reader.setDaemon(true);
        reader.start();
    }

    String uri() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
