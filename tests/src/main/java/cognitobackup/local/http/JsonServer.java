package cognitobackup.local.http;

import java.net.URI;

/** Serves one {@link JsonService} on a free port of the loopback address. */
public final class JsonServer implements AutoCloseable {
    private final HttpFront front;

    /** @param version the version of the AWS JSON protocol that the service speaks, {@code 1.0} or {@code 1.1} */
    public JsonServer(JsonService service, String version) {
        this.front = new HttpFront(service.targetPrefix()).serve(new JsonProtocol(service, version));
    }

    public URI endpoint() {
        return front.endpoint();
    }

    @Override
    public void close() {
        front.close();
    }
}
