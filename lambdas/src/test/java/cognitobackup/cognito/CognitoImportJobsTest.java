package cognitobackup.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionEnvironment;
import cognitobackup.metrics.PrintedMetrics;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserImportJobRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CreateUserImportJobResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DescribeUserImportJobResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DescribeUserPoolResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GetCsvHeaderResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUserImportJobsRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUserImportJobsResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserImportJobType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolType;

/** What is asked of Cognito about import jobs, how their files are uploaded, and that no address of an upload gets out. */
class CognitoImportJobsTest {
    private static final String SECRET = "X-Amz-Signature=c0ffee";

    @TempDir
    private Path directory;

    private final ScriptedCognito cognito = new ScriptedCognito();
    private final List<Uploaded> uploads = new CopyOnWriteArrayList<>();
    private ApplicationContext context;
    private HttpServer bucket;
    private int answer = 200;
    private ImportJobs jobs;

    private record Uploaded(String method, String body, Map<String, List<String>> headers) {}

    @BeforeEach
    void open() throws IOException {
        bucket = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        bucket.createContext("/", this::put);
        bucket.start();
        context = FunctionEnvironment.start(FunctionEnvironment.complete());
        cognito.answer(
                "DescribeUserPool",
                DescribeUserPoolResponse.builder()
                        .userPool(UserPoolType.builder().id("eu-west-1_Pool").build())
                        .build());
        jobs = new CognitoUserPools(
                        cognito.client(),
                        context.getBean(RequestBudgets.class),
                        context.getBean(JsonMapper.class),
                        PrintedMetrics.unread(),
                        duration -> {})
                .open("eu-west-1_Pool", 1, new Deadline(() -> 60_000, Duration.ZERO))
                .orElseThrow()
                .importJobs();
    }

    @AfterEach
    void close() {
        bucket.stop(0);
        context.close();
    }

    private void put(HttpExchange exchange) throws IOException {
        uploads.add(new Uploaded(
                exchange.getRequestMethod(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                Map.copyOf(exchange.getRequestHeaders())));
        exchange.sendResponseHeaders(answer, -1);
        exchange.close();
    }

    private String url() {
        return "http://" + bucket.getAddress().getAddress().getHostAddress() + ":"
                + bucket.getAddress().getPort() + "/jobs/1?" + SECRET;
    }

    private static UserImportJobType.Builder job(String id, String status) {
        return UserImportJobType.builder()
                .jobId(id)
                .jobName("name of " + id)
                .status(status)
                .creationDate(Instant.EPOCH);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("users.csv"), text);
    }

    private ImportJob create(String preSignedUrl) throws IOException {
        cognito.answer(
                "CreateUserImportJob",
                CreateUserImportJobResponse.builder()
                        .userImportJob(job("import-1", "Created")
                                .preSignedUrl(preSignedUrl)
                                .build())
                        .build());
        return jobs.create("a name", "arn:aws:iam::123456789012:role/r", file("email\nann@example.com\n"));
    }

    @Test
    void aFileIsUploadedAsTheBucketWantsIt() throws IOException {
        ImportJob job = create(url());

        assertThat(job.id()).isEqualTo("import-1");
        assertThat(job.waiting()).isTrue();
        assertThat(job.toString()).doesNotContain(SECRET);
        assertThat(uploads).singleElement().satisfies(upload -> {
            assertThat(upload.method()).isEqualTo("PUT");
            assertThat(upload.body()).isEqualTo("email\nann@example.com\n");
            assertThat(upload.headers())
                    .containsEntry("X-amz-server-side-encryption", List.of("aws:kms"))
                    .containsEntry("Content-length", List.of("22"))
                    .doesNotContainKey("Transfer-encoding");
        });
        var request = (CreateUserImportJobRequest) cognito.requests().get(1);
        assertThat(request.jobName()).isEqualTo("a name");
        assertThat(request.cloudWatchLogsRoleArn()).isEqualTo("arn:aws:iam::123456789012:role/r");
    }

    @Test
    void anUploadThatIsRefusedNamesTheStatusAlone() {
        answer = 403;

        assertThatThrownBy(() -> create(url())).satisfies(failure -> assertTellsNothing(failure, "status 403"));
    }

    @Test
    void anUploadThatFindsNobodyNamesTheKindOfFailureAlone() {
        bucket.stop(0);

        assertThatThrownBy(() -> create(url())).satisfies(failure -> assertTellsNothing(failure, "ConnectException"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no address ?" + SECRET, "mailto:x@example.com?" + SECRET})
    void anAddressThatIsNoneIsNotRepeated(String address) {
        assertThatThrownBy(() -> create(address))
                .satisfies(failure -> assertTellsNothing(failure, "IllegalArgumentException"));
    }

    private static void assertTellsNothing(Throwable failure, String told) {
        assertThat(failure)
                .isExactlyInstanceOf(UploadFailedException.class)
                .hasNoCause()
                .hasMessage("The file of an import job could not be uploaded: " + told + ".");
        assertThat(Arrays.toString(failure.getSuppressed())).doesNotContain(SECRET);
    }

    @Test
    void jobsAreLookedForPageByPageAsLongAsItTakes() {
        cognito.answer(
                        "ListUserImportJobs",
                        ListUserImportJobsResponse.builder()
                                .userImportJobs(job("import-2", "Failed").build())
                                .paginationToken("more")
                                .build())
                .answer(
                        "ListUserImportJobs",
                        ListUserImportJobsResponse.builder()
                                .userImportJobs(
                                        job("import-1", "InProgress")
                                                .importedUsers(3L)
                                                .build(),
                                        job("import-0", "InProgress").build())
                                .build());

        assertThat(jobs.newest(ImportJob::active)).hasValueSatisfying(found -> {
            assertThat(found.id()).isEqualTo("import-1");
            assertThat(found.imported()).isEqualTo(3);
            assertThat(found.failed()).isZero();
        });
        var second = (ListUserImportJobsRequest) cognito.requests().get(2);
        assertThat(second.maxResults()).isEqualTo(60);
        assertThat(second.paginationToken()).isEqualTo("more");
    }

    @Test
    void aListWithoutSuchAJobIsReadToItsEnd() {
        cognito.answer(
                "ListUserImportJobs", ListUserImportJobsResponse.builder().build());

        assertThat(jobs.newest(ImportJob::active)).isEmpty();
    }

    @Test
    void theHeaderIsAsCognitoHasIt() {
        cognito.answer(
                "GetCSVHeader",
                GetCsvHeaderResponse.builder()
                        .csvHeader("email", "cognito:username")
                        .build());

        assertThat(jobs.header()).containsExactly("email", "cognito:username");
    }

    @Test
    void aJobThatIsGoneIsNotFound() {
        cognito.answer("DescribeUserImportJob", ScriptedCognito.error("ResourceNotFoundException", 400));

        assertThat(jobs.find("import-1")).isEmpty();
    }

    @Test
    void stoppingAJobThatHasEndedChangesNothing() {
        cognito.answer("StopUserImportJob", ScriptedCognito.error("PreconditionNotMetException", 400))
                .answer(
                        "DescribeUserImportJob",
                        DescribeUserImportJobResponse.builder()
                                .userImportJob(job("import-1", "Succeeded").build())
                                .build());

        jobs.stop("import-1");

        assertThat(cognito.requests()).hasSize(3);
    }

    @Test
    void stoppingAJobThatCannotBeStoppedIsRefused() {
        cognito.answer("StopUserImportJob", ScriptedCognito.error("NotAuthorizedException", 400))
                .answer(
                        "DescribeUserImportJob",
                        DescribeUserImportJobResponse.builder()
                                .userImportJob(job("import-1", "InProgress").build())
                                .build());

        assertThatThrownBy(() -> jobs.stop("import-1")).isInstanceOf(RejectedByCognitoException.class);
    }
}
