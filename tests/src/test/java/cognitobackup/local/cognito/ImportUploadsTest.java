package cognitobackup.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserImportJobType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

/** Each upload is right but for one thing. */
class ImportUploadsTest {
    private static final String ENCRYPTION = "x-amz-server-side-encryption";

    private final CognitoFixture aws =
            new CognitoFixture(Quotas.unlimited(), Behaviour.standard().withImports(ImportBehaviour.immediate()));
    private final String pool =
            aws.createPool(settings -> settings.autoVerifiedAttributes(VerifiedAttributeType.EMAIL));
    private final ImportFixture imports = new ImportFixture(aws, pool);
    private final UserImportJobType job = imports.create();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void anUploadIsTakenForFifteenMinutesLessASecond() {
        aws.clock.advance(Duration.ofSeconds(898));
        assertThat(imports.put(job, file("ann"))).isEqualTo(200);
        aws.clock.advance(Duration.ofSeconds(1));
        assertRefused(put(ann()), 403, "AccessDenied", "Request has expired");
        imports.start(job.jobId());
        assertThat(aws.service.state(pool).users()).hasSize(1);
    }

    @Test
    void aLateUrlCanBePlanned() {
        aws.service.imports().planLateUrl();
        UserImportJobType late = imports.create();
        assertRefused(ImportFixture.request(late).PUT(ann()), 403, "AccessDenied", "Request has expired");
        assertThat(aws.service.imports().pending()).isZero();
    }

    @Test
    void theLaterOfTwoUploadsCounts() {
        imports.put(job, file("ann"));
        imports.put(job, file("bob"));
        imports.start(job.jobId());
        imports.put(job, file("cy"));
        assertThat(aws.service.state(pool).users())
                .extracting(PoolState.User::username)
                .containsExactly("bob");
    }

    @Test
    void aChunkedUploadIsRefused() {
        assertRefused(
                put(BodyPublishers.fromPublisher(ann())),
                501,
                "NotImplemented",
                "A header you provided implies functionality that is not implemented");
    }

    @Test
    void theEncryptionHeaderIsPartOfWhatWasSigned() {
        assertRefused(
                HttpRequest.newBuilder(URI.create(job.preSignedUrl())).PUT(ann()), 403, "SignatureDoesNotMatch", "");
        assertRefused(
                HttpRequest.newBuilder(URI.create(job.preSignedUrl()))
                        .header(ENCRYPTION, "AES256")
                        .PUT(ann()),
                403,
                "SignatureDoesNotMatch",
                "");
    }

    @Test
    void otherHeadersOfAmazonWereNotSigned() {
        assertRefused(
                ImportFixture.request(job).header("x-amz-acl", "private").PUT(ann()),
                403,
                "AccessDenied",
                "There were headers present in the request which were not signed");
    }

    @Test
    void anotherMethodWasNotSigned() {
        assertRefused(ImportFixture.request(job).GET(), 403, "SignatureDoesNotMatch", "");
        assertRefused(ImportFixture.request(job).POST(ann()), 403, "SignatureDoesNotMatch", "");
    }

    @Test
    void aUrlThatWasChangedIsRefused() {
        String url = job.preSignedUrl();
        Stream.of(
                        url.replace("X-Amz-Expires=899", "X-Amz-Expires=86400"),
                        url.substring(0, url.length() - 1) + (url.endsWith("0") ? "1" : "0"),
                        url + "&x=y")
                .forEach(changed -> assertRefused(
                        HttpRequest.newBuilder(URI.create(changed))
                                .header(ENCRYPTION, "aws:kms")
                                .PUT(ann()),
                        403,
                        "SignatureDoesNotMatch",
                        ""));
        String unsigned = url.substring(0, url.indexOf('?'));
        assertRefused(HttpRequest.newBuilder(URI.create(unsigned)).PUT(ann()), 403, "AccessDenied", "Access Denied");
        assertRefused(
                HttpRequest.newBuilder(URI.create(url.replace(job.jobId(), "import-0000000000")))
                        .header(ENCRYPTION, "aws:kms")
                        .PUT(ann()),
                403,
                "AccessDenied",
                "Access Denied");
    }

    private HttpRequest.BodyPublisher ann() {
        return BodyPublishers.ofByteArray(file("ann").getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder put(HttpRequest.BodyPublisher body) {
        return ImportFixture.request(job).PUT(body);
    }

    private String file(String name) {
        return imports.file(ImportFixture.user(name));
    }

    private void assertRefused(HttpRequest.Builder request, int status, String code, String message) {
        HttpResponse<String> response = imports.send(request);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/xml");
        assertThat(response.body())
                .contains("<Error><Code>" + code + "</Code>", "<Message>" + message)
                .doesNotContain("Signature=", "ann");
    }
}
