package cognitobackup.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves one {@link JsonService} on a free port of the loopback address. */
public final class JsonServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonService service;
    private final String contentType;
    private final HttpServer server;
    private final ExecutorService threads;

    /** @param version the version of the AWS JSON protocol that the service speaks, {@code 1.0} or {@code 1.1} */
    public JsonServer(JsonService service, String version) {
        this.service = service;
        this.contentType = "application/x-amz-json-" + version;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "local-" + service.targetPrefix());
            thread.setDaemon(true);
            return thread;
        });
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            byte[] body;
            try {
                body = JSON.writeValueAsBytes(call(exchange));
            } catch (AwsError e) {
                status = e.status();
                ObjectNode error = JSON.createObjectNode();
                error.put("__type", e.code());
                error.put("message", e.getMessage());
                exchange.getResponseHeaders().set("x-amzn-ErrorType", e.code());
                body = JSON.writeValueAsBytes(error);
            }
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private JsonNode call(HttpExchange exchange) throws IOException {
        byte[] request = exchange.getRequestBody().readAllBytes();
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        String prefix = service.targetPrefix() + ".";
        if (target == null || !target.startsWith(prefix)) {
            throw AwsError.badRequest("UnknownOperationException", "X-Amz-Target must begin with " + prefix);
        }
        JsonNode parsed = request.length == 0 ? JSON.createObjectNode() : JSON.readTree(request);
        if (!(parsed instanceof ObjectNode object)) {
            throw AwsError.badRequest("SerializationException", "The request is not a JSON object.");
        }
        return service.call(target.substring(prefix.length()), object);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
