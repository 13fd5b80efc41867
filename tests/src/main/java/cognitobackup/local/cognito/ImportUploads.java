package cognitobackup.local.cognito;

import cognitobackup.local.http.HttpService;
import cognitobackup.local.http.ServiceRequest;
import cognitobackup.local.http.ServiceResponse;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The bucket of Cognito's own that import files are put into, as S3 guards it: one PUT to the URL of a job, of a known length, within
 * fifteen minutes, with the encryption header that was signed.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html">Authenticating requests: using query
 *     parameters</a>
 */
public final class ImportUploads implements HttpService {
    private static final Duration LIFETIME = Duration.ofSeconds(899);
    private static final String ENCRYPTION_HEADER = "x-amz-server-side-encryption";
    private static final DateTimeFormatter SIGNING_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final String region;
    private final String accountId;
    private final Clock clock;
    private final Ids ids;
    private final URI endpoint;
    private final Map<String, Accepted> byPath = new ConcurrentHashMap<>();

    private record Accepted(PreSignedUpload upload, Consumer<byte[]> receiver) {}

    ImportUploads(String region, String accountId, Clock clock, Ids ids, URI endpoint) {
        this.region = region;
        this.accountId = accountId;
        this.clock = clock;
        this.ids = ids;
        this.endpoint = endpoint;
    }

    /** Answers for Cognito's bucket, and hands everything else on to S3. */
    public HttpService before(HttpService s3) {
        return request ->
                request.target().getPath().startsWith("/" + bucket() + "/") ? answer(request) : s3.answer(request);
    }

    private String bucket() {
        return "aws-cognito-idp-user-import-" + region;
    }

    /** @param late whether the URL is too old from the start */
    PreSignedUpload sign(String userPoolId, String jobId, Instant now, boolean late) {
        Instant signed = late ? now.minus(LIFETIME) : now;
        String path = "/" + bucket() + "/" + accountId + "/" + userPoolId + "/" + jobId;
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("X-Amz-Security-Token", ids.token());
        parameters.put("X-Amz-Algorithm", "AWS4-HMAC-SHA256");
        parameters.put("X-Amz-Date", SIGNING_TIME.format(signed));
        parameters.put("X-Amz-SignedHeaders", "host;" + ENCRYPTION_HEADER);
        parameters.put("X-Amz-Expires", String.valueOf(LIFETIME.toSeconds()));
        parameters.put(
                "X-Amz-Credential",
                "ASIALOCALCOGNITOIDP/" + SIGNING_TIME.format(signed).substring(0, 8) + "/" + region
                        + "/s3/aws4_request");
        parameters.put("X-Amz-Signature", ids.signature());
        String query = parameters.entrySet().stream()
                .map(parameter ->
                        parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return new PreSignedUpload(
                endpoint + path + "?" + query, path, parameters, endpoint.getAuthority(), signed.plus(LIFETIME));
    }

    void accept(PreSignedUpload upload, Consumer<byte[]> receiver) {
        byPath.put(upload.path(), new Accepted(upload, receiver));
    }

    @Override
    public ServiceResponse answer(ServiceRequest request) {
        try {
            Accepted accepted =
                    Optional.ofNullable(byPath.get(request.target().getPath())).orElseThrow(S3Error::accessDenied);
            requireLength(request);
            requireRight(accepted.upload(), request);
            accepted.receiver().accept(request.body());
            ServiceResponse done = ServiceResponse.of(200, "application/xml", new byte[0]);
            done.headers().set(ENCRYPTION_HEADER, "aws:kms");
            return done;
        } catch (S3Error e) {
            return e.response();
        }
    }

    private static void requireLength(ServiceRequest request) {
        if (request.header("Transfer-Encoding").isPresent()) {
            throw new S3Error(
                    501, "NotImplemented", "A header you provided implies functionality that is not implemented");
        }
        if (request.method().equals("PUT") && request.header("Content-Length").isEmpty()) {
            throw new S3Error(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        }
    }

    /** Whether the request is the one that was signed: its method, its URL, its host, its headers, in time. */
    private void requireRight(PreSignedUpload upload, ServiceRequest request) {
        Map<String, String> parameters = parameters(request.target());
        if (!parameters.containsKey("X-Amz-Signature")) {
            throw S3Error.accessDenied();
        }
        if (!clock.instant().isBefore(upload.expires())) {
            throw new S3Error(403, "AccessDenied", "Request has expired");
        }
        boolean unsigned = request.headers().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> name.startsWith("x-amz-") && !name.equals(ENCRYPTION_HEADER));
        if (unsigned) {
            throw new S3Error(403, "AccessDenied", "There were headers present in the request which were not signed");
        }
        boolean asSigned = request.method().equals("PUT")
                && parameters.equals(upload.parameters())
                && request.header("Host").equals(Optional.of(upload.host()))
                && List.of("aws:kms").equals(request.headers().get(ENCRYPTION_HEADER));
        if (!asSigned) {
            throw new S3Error(
                    403,
                    "SignatureDoesNotMatch",
                    "The request signature we calculated does not match the signature you provided."
                            + " Check your key and signing method.");
        }
    }

    private static Map<String, String> parameters(URI target) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter :
                Optional.ofNullable(target.getRawQuery()).orElse("").split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        parameter.substring(0, equals),
                        URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
