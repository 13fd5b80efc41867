package cognitobackup.local.http;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;

/** One HTTP response, whole. */
public final class ServiceResponse {
    private final int status;
    private final Headers headers;
    private final byte[] body;

    public ServiceResponse(int status, Headers headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    public static ServiceResponse of(int status, String contentType, byte[] body) {
        Headers headers = new Headers();
        headers.set("Content-Type", contentType);
        return new ServiceResponse(status, headers, body);
    }

    public int status() {
        return status;
    }

    public boolean succeeded() {
        return status < 300;
    }

    public Headers headers() {
        return headers;
    }

    /** The bytes themselves, not a copy: nobody changes them. */
    public byte[] body() {
        return body;
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
