package cognitobackup.local.http;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Hands requests on to an engine that has a port of its own. */
public final class ForwardingService implements HttpService, AutoCloseable {
    /** Headers that belong to one connection, or that the HTTP client sets itself. */
    private static final Set<String> OF_THE_CONNECTION = Set.of(
            "connection", "content-length", "expect", "host", "keep-alive", "transfer-encoding", "upgrade", "date");

    static {
        // The engines close idle connections after half a minute; the client must have let go of them before, since it
        // does not send a POST again that meets a connection just closed. It reads this once, before its first use.
        System.setProperty(
                "jdk.httpclient.keepalive.timeout", System.getProperty("jdk.httpclient.keepalive.timeout", "10"));
    }

    private final URI engine;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "local-forwarding");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(threads)
            .build();

    public ForwardingService(URI engine) {
        this.engine = engine;
    }

    @Override
    public ServiceResponse answer(ServiceRequest request) throws IOException {
        HttpRequest.Builder forwarded = HttpRequest.newBuilder(
                        URI.create(engine + request.target().toString()))
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach((name, values) -> {
            if (!belongsToConnection(name)) {
                values.forEach(value -> forwarded.header(name, value));
            }
        });
        try {
            HttpResponse<byte[]> response = client.send(forwarded.build(), HttpResponse.BodyHandlers.ofByteArray());
            Headers headers = new Headers();
            boolean head = request.method().equals("HEAD");
            response.headers().map().forEach((name, values) -> {
                // The length that answers a HEAD is that of a body which is not sent: only the engine knows it.
                if (!belongsToConnection(name) || (head && name.equalsIgnoreCase("content-length"))) {
                    headers.put(name, values);
                }
            });
            return new ServiceResponse(response.statusCode(), headers, response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectionCut("interrupted while waiting for " + engine);
        }
    }

    private static boolean belongsToConnection(String header) {
        return OF_THE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
