package cognitobackup.local.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A free port of the loopback address that a service answers at.
 *
 * <p>The port is known before the service is there, because some services give out addresses that lead back to it.
 */
public final class HttpFront implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HttpFront.class.getName());

    private final HttpServer server;
    private final ExecutorService threads;

    /** @param name names the threads */
    public HttpFront(String name) {
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "local-" + name);
            thread.setDaemon(true);
            return thread;
        });
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Begins to answer. */
    public HttpFront serve(HttpService service) {
        server.createContext("/", exchange -> answer(service, exchange));
        server.start();
        return this;
    }

    private static void answer(HttpService service, HttpExchange exchange) throws IOException {
        // Closing an exchange that has sent nothing yet closes the connection: that is how it is cut.
        try (exchange) {
            ServiceResponse response = answer(
                    service,
                    new ServiceRequest(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI(),
                            exchange.getRequestHeaders(),
                            exchange.getRequestBody().readAllBytes()));
            exchange.getResponseHeaders().putAll(response.headers());
            boolean bodyless =
                    response.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(response.status(), bodyless ? -1 : response.body().length);
            if (!bodyless) {
                exchange.getResponseBody().write(response.body());
            }
        } catch (ConnectionCut e) {
            // The caller sees a broken connection, which is the purpose.
        }
    }

    private static ServiceResponse answer(HttpService service, ServiceRequest request) throws IOException {
        try {
            return service.answer(request);
        } catch (ConnectionCut e) {
            throw e;
        } catch (RuntimeException e) {
            // A defect here: said aloud, because clients only try again.
            LOG.log(System.Logger.Level.ERROR, "A service of the local AWS failed", e);
            return JsonProtocol.error(new AwsError(500, "InternalFailure", "The local AWS failed: " + e.getClass()));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
