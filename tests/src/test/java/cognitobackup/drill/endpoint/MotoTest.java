package cognitobackup.drill.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rehearsals on moto: with {@code -Dmoto}, where it is installed ({@code pip install 'moto[server]'}). They take some
 * minutes, and its server is made for tests of one client at a time.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class MotoTest {
    private static final String PROGRAM = "moto_server";
    private static final Duration START_LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    void theRehearsalsPassOnMoto() throws Exception {
        assumeTrue(System.getProperty("moto") != null, "Skipped: only with -Dmoto, where there is a " + PROGRAM + ".");
        int port = freePort();
        Process moto = start(port);
        try {
            await(moto, port);
            new OtherEmulator(URI.create("http://127.0.0.1:" + port)).passesEveryScenarioThatPlaysAnywhere();
        } finally {
            moto.destroyForcibly();
        }
    }

    private Process start(int port) {
        Process moto = null;
        try {
            moto = new ProcessBuilder(PROGRAM, "-p", Integer.toString(port))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("moto.log").toFile())
                    .start();
        } catch (IOException notInstalled) {
            assumeTrue(false, "Skipped: there is no " + PROGRAM + " here: " + notInstalled.getMessage());
        }
        return moto;
    }

    private static void await(Process moto, int port) throws InterruptedException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!answers(port)) {
            assumeTrue(moto.isAlive(), "Skipped: " + PROGRAM + " does not start here.");
            assertThat(System.nanoTime()).as("moto has a minute to start").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static boolean answers(int port) {
        try (Socket connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return connection.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
