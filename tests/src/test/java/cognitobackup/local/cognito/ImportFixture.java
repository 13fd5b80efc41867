package cognitobackup.local.cognito;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserImportJobType;

/** User import jobs of a pool, as an operator of the local Cognito runs them. */
final class ImportFixture {
    static final String ROLE = "arn:aws:iam::123456789012:role/import-logs";

    private final HttpClient http = HttpClient.newHttpClient();
    private final CognitoFixture aws;
    private final String pool;

    ImportFixture(CognitoFixture aws, String pool) {
        this.aws = aws;
        this.pool = pool;
    }

    UserImportJobType create() {
        return aws.client
                .createUserImportJob(
                        request -> request.userPoolId(pool).jobName("restore 1").cloudWatchLogsRoleArn(ROLE))
                .userImportJob();
    }

    UserImportJobType start(String jobId) {
        return aws.client
                .startUserImportJob(request -> request.userPoolId(pool).jobId(jobId))
                .userImportJob();
    }

    UserImportJobType stop(String jobId) {
        return aws.client
                .stopUserImportJob(request -> request.userPoolId(pool).jobId(jobId))
                .userImportJob();
    }

    UserImportJobType describe(String jobId) {
        return aws.client
                .describeUserImportJob(request -> request.userPoolId(pool).jobId(jobId))
                .userImportJob();
    }

    /** Creates a job, uploads a file and starts it. */
    UserImportJobType run(String file) {
        UserImportJobType job = create();
        int status = put(job, file);
        if (status != 200) {
            throw new IllegalStateException("The upload was answered with " + status);
        }
        return start(job.jobId());
    }

    /** Runs a job of this file in a service whose jobs are done at once. */
    UserImportJobType done(String file) {
        return describe(run(file).jobId());
    }

    int put(UserImportJobType job, String file) {
        return send(request(job).PUT(HttpRequest.BodyPublishers.ofString(file))).statusCode();
    }

    static HttpRequest.Builder request(UserImportJobType job) {
        return HttpRequest.newBuilder(URI.create(job.preSignedUrl())).header("x-amz-server-side-encryption", "aws:kms");
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    List<String> header() {
        return aws.client.getCSVHeader(request -> request.userPoolId(pool)).csvHeader();
    }

    /** A file with the pool's columns and a row for each user, all other cells blank. */
    @SafeVarargs
    @SuppressWarnings("varargs") // Only read.
    final String file(Map<String, String>... users) {
        return file(List.of(users));
    }

    String file(List<Map<String, String>> users) {
        List<String> header = header();
        StringBuilder file = new StringBuilder(String.join(",", header)).append('\n');
        users.forEach(user -> file.append(header.stream()
                        .map(column -> user.getOrDefault(column, ""))
                        .collect(Collectors.joining(",")))
                .append('\n'));
        return file.toString();
    }

    /** A user whom every pool takes that verifies e-mail addresses. */
    static Map<String, String> user(String name) {
        return Map.of("cognito:username", name, "email", name + "@example.com", "email_verified", "TRUE");
    }

    List<String> log() {
        return aws.service.imports().logs(pool).get(0).lines();
    }
}
