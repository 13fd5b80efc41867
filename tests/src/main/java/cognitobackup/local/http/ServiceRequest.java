package cognitobackup.local.http;

import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One HTTP request, read whole. */
public final class ServiceRequest {
    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/,\\s]+)/");
    private static final Pattern PRE_SIGNED = Pattern.compile("(?:^|&)X-Amz-Credential=([^/%&]+)");

    private final String method;
    private final URI target;
    private final Headers headers;
    private final byte[] body;

    /** @param target path and query, as they came */
    public ServiceRequest(String method, URI target, Headers headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    public String method() {
        return method;
    }

    public URI target() {
        return target;
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

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    /** Who signed the request or its URL, as it says itself: signatures are not checked here. */
    public Optional<String> accessKeyId() {
        return header("Authorization")
                .map(CREDENTIAL::matcher)
                .or(() -> Optional.ofNullable(target.getRawQuery()).map(PRE_SIGNED::matcher))
                .filter(Matcher::find)
                .map(found -> found.group(1));
    }

    /** This request with another body. */
    public ServiceRequest withBody(byte[] other) {
        return new ServiceRequest(method, target, headers, other);
    }
}
