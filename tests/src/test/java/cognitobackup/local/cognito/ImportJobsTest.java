package cognitobackup.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.ServiceRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUserImportJobsResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PreconditionNotMetException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserImportInProgressException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserImportJobType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

/** The life of a job: ten seconds Pending, then ten users per second, by a clock that the test moves. */
class ImportJobsTest {
    private static final String STOPPED = "The Import Job was stopped by the developer.";
    private static final String TOO_MANY = "Too many users have failed or been skipped during the import.";
    private static final String DONE = "Import Job Completed Successfully.";

    private final CognitoFixture aws = new CognitoFixture(
            Quotas.unlimited(),
            Behaviour.standard().withOddPages(0).withImports(new ImportBehaviour(Duration.ofSeconds(10), 10, false)));
    private final String pool =
            aws.createPool(settings -> settings.autoVerifiedAttributes(VerifiedAttributeType.EMAIL));
    private final ImportFixture imports = new ImportFixture(aws, pool);

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aJobGoesFromCreatedOverPendingAndInProgressToSucceeded() {
        UserImportJobType job = imports.create();
        assertThat(job.statusAsString()).isEqualTo("Created");
        assertThat(job.jobId()).matches("import-[0-9a-zA-Z]{10}");
        assertThat(job.jobName()).isEqualTo("restore 1");
        assertThat(job.cloudWatchLogsRoleArn()).isEqualTo(ImportFixture.ROLE);
        assertThat(job.startDate()).isNull();
        assertThat(imports.put(job, twenty())).isEqualTo(200);
        aws.clock.advance(Duration.ofMinutes(1));
        Instant started = aws.clock.instant();
        assertThat(imports.start(job.jobId()).statusAsString()).isEqualTo("Pending");

        aws.clock.advance(Duration.ofMillis(9_999));
        assertCounts(job, "Pending", 0, 0, 0, null);
        aws.clock.advance(Duration.ofMillis(1_001));
        assertCounts(job, "InProgress", 10, 0, 0, null);
        assertThat(aws.service.state(pool).users()).hasSize(10);
        aws.clock.advance(Duration.ofMinutes(1));
        assertCounts(job, "Succeeded", 20, 0, 0, DONE);
        UserImportJobType ended = imports.describe(job.jobId());
        assertThat(ended.startDate()).isEqualTo(started);
        assertThat(ended.completionDate()).isEqualTo(started.plusSeconds(12));
        assertThat(aws.service.state(pool).users()).hasSize(20).allSatisfy(user -> {
            assertThat(user.status()).isEqualTo(UserStatus.RESET_REQUIRED);
            assertThat(user.created()).isBetween(started.plusSeconds(10), started.plusSeconds(12));
            assertThat(user.created()).isEqualTo(user.lastModified());
        });
        assertThat(aws.service.outbox().messages()).isEmpty();
        assertThat(aws.service.state(pool).creations()).hasSize(20).containsEntry("user7", 1);
    }

    @Test
    void theLogNamesLinesAndNoUsers() {
        aws.seed(pool, "ann");
        String file =
                imports.file(ImportFixture.user("bob"), ImportFixture.user("ann"), Map.of("cognito:username", "cy"));
        UserImportJobType job = imports.run(file);
        aws.clock.advance(Duration.ofMinutes(1));
        assertCounts(job, "Failed", 1, 1, 1, TOO_MANY);
        ImportLog log = aws.service.imports().logs(pool).get(0);
        assertThat(log.group()).isEqualTo("/aws/cognito/userpools/" + pool + "/customers");
        assertThat(log.stream()).isEqualTo(job.jobId() + "/restore 1");
        assertThat(log.lines())
                .containsExactly(
                        "[SUCCEEDED] Line Number 1 - The import succeeded.",
                        "[SKIPPED] Line Number 2 - The user already exists.",
                        "[FAILED] Line Number 3 - The User Record does not set any of the auto verified attributes to"
                                + " true. (Example: email_verified to true).");
    }

    @Test
    void oneFailureInAHundredIsNotTooMany() {
        List<Map<String, String>> users = IntStream.range(0, 100)
                .mapToObj(i -> i == 50 ? Map.of("cognito:username", "odd") : ImportFixture.user("user" + i))
                .toList();
        UserImportJobType job = imports.run(imports.file(users));
        aws.clock.advance(Duration.ofMinutes(1));
        assertCounts(job, "Succeeded", 99, 0, 1, DONE);
    }

    @Test
    void aJobWithoutAFileDoesNotStart() {
        UserImportJobType job = imports.create();
        assertThatThrownBy(() -> imports.start(job.jobId()))
                .isInstanceOf(PreconditionNotMetException.class)
                .hasMessageContaining("No csv file was uploaded for " + job.jobId());
        assertCounts(job, "Created", 0, 0, 0, null);
    }

    @Test
    void aJobStartsOnce() {
        UserImportJobType job = imports.run(twenty());
        assertThatThrownBy(() -> imports.start(job.jobId())).isInstanceOf(PreconditionNotMetException.class);
        aws.clock.advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> imports.start(job.jobId())).isInstanceOf(PreconditionNotMetException.class);
    }

    @Test
    void aPoolThatVerifiesNothingImportsNothing() {
        ImportFixture other = new ImportFixture(aws, aws.createPool());
        assertThatThrownBy(() -> other.run(other.file(ImportFixture.user("ann"))))
                .isInstanceOf(PreconditionNotMetException.class)
                .hasMessageContaining("auto verified attribute");
    }

    @Test
    void anAccountHasOneActiveJob() {
        String other = aws.createPool(settings -> settings.autoVerifiedAttributes(VerifiedAttributeType.EMAIL));
        ImportFixture otherImports = new ImportFixture(aws, other);
        imports.run(twenty());
        assertThatThrownBy(() -> otherImports.run(twenty())).isInstanceOf(PreconditionNotMetException.class);
        aws.clock.advance(Duration.ofSeconds(12));
        assertThat(otherImports.run(twenty()).statusAsString()).isEqualTo("Pending");
    }

    @Test
    void theSlotCanBeTakenBySomebodyElse() {
        aws.service.imports().slot().occupy();
        UserImportJobType job = imports.create();
        imports.put(job, twenty());
        assertThatThrownBy(() -> imports.start(job.jobId())).isInstanceOf(PreconditionNotMetException.class);
        assertCounts(job, "Created", 0, 0, 0, null);
        aws.service.imports().slot().vacate();
        imports.start(job.jobId());
        assertThatThrownBy(() -> aws.service.imports().slot().occupy()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theRegionsOfAnAccountShareItsSlot() throws Exception {
        CognitoUserPools there = new CognitoUserPools(
                "eu-central-1",
                "123456789012",
                aws.clock,
                Quotas.unlimited(),
                Behaviour.standard(),
                new Surroundings(
                        aws.service.imports().slot(), Surroundings.none().uploadEndpoint(), TriggerFunctions.none()));
        ObjectNode ofPool = there.call(
                "CreateUserPool",
                Json.object()
                        .put("PoolName", "customers")
                        .set("AutoVerifiedAttributes", Json.MAPPER.readTree("[\"email\"]")));
        ObjectNode create = Json.object()
                .put("UserPoolId", ofPool.path("UserPool").path("Id").asText())
                .put("JobName", "there")
                .put("CloudWatchLogsRoleArn", ImportFixture.ROLE);
        JsonNode job = there.call("CreateUserImportJob", create).path("UserImportJob");
        ObjectNode start = Json.object()
                .put("UserPoolId", create.get("UserPoolId").asText())
                .put("JobId", job.path("JobId").asText());
        there.uploads().answer(put(job.path("PreSignedUrl").asText(), twenty()));

        imports.run(twenty());
        assertThatThrownBy(() -> there.call("StartUserImportJob", start))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("Another user import job");
        aws.clock.advance(Duration.ofSeconds(12));
        there.call("StartUserImportJob", start);
        assertThatThrownBy(() -> imports.run(twenty())).isInstanceOf(PreconditionNotMetException.class);
    }

    private static ServiceRequest put(String url, String file) {
        byte[] body = file.getBytes(StandardCharsets.UTF_8);
        Headers headers = new Headers();
        headers.set("Host", URI.create(url).getAuthority());
        headers.set("Content-Length", String.valueOf(body.length));
        headers.set("x-amz-server-side-encryption", "aws:kms");
        URI target = URI.create(url);
        return new ServiceRequest("PUT", URI.create(target.getRawPath() + "?" + target.getRawQuery()), headers, body);
    }

    @Test
    void aStoppedJobGoesOnForAWhileAndCannotBeStartedAgain() {
        UserImportJobType job = imports.run(imports.file(IntStream.range(0, 200)
                .mapToObj(i -> ImportFixture.user("user" + i))
                .toList()));
        aws.clock.advance(Duration.ofSeconds(11));
        assertThat(imports.stop(job.jobId()).statusAsString()).isEqualTo("Stopping");
        assertThatThrownBy(() -> imports.stop(job.jobId())).isInstanceOf(PreconditionNotMetException.class);
        aws.clock.advance(Duration.ofSeconds(5));
        assertCounts(job, "Stopping", 60, 0, 0, null);
        aws.clock.advance(Duration.ofMinutes(5));
        assertCounts(job, "Stopped", 110, 0, 0, STOPPED);
        assertThat(aws.service.state(pool).users()).hasSize(110);
        assertThatThrownBy(() -> imports.start(job.jobId())).isInstanceOf(PreconditionNotMetException.class);
        assertThatThrownBy(() -> imports.stop(job.jobId())).isInstanceOf(PreconditionNotMetException.class);
        imports.run(twenty());
    }

    @Test
    void aJobThatWaitsCanBeStoppedAndOneThatWasNotStartedCannot() {
        UserImportJobType job = imports.create();
        assertThatThrownBy(() -> imports.stop(job.jobId())).isInstanceOf(PreconditionNotMetException.class);
        imports.put(
                job,
                imports.file(IntStream.range(0, 200)
                        .mapToObj(i -> ImportFixture.user("user" + i))
                        .toList()));
        imports.start(job.jobId());
        aws.clock.advance(Duration.ofSeconds(1));
        imports.stop(job.jobId());
        aws.clock.advance(Duration.ofSeconds(9));
        assertCounts(job, "Stopping", 0, 0, 0, null);
        aws.clock.advance(Duration.ofSeconds(1));
        assertCounts(job, "Stopped", 10, 0, 0, STOPPED);
    }

    @Test
    void aJobThatIsNotStartedWithinADayExpiresWithItsFile() {
        UserImportJobType job = imports.create();
        imports.put(job, twenty());
        aws.clock.advance(Duration.ofHours(24).minusSeconds(1));
        assertCounts(job, "Created", 0, 0, 0, null);
        aws.clock.advance(Duration.ofSeconds(1));
        assertCounts(job, "Expired", 0, 0, 0, "The user import job has expired.");
        assertThatThrownBy(() -> imports.start(job.jobId())).isInstanceOf(PreconditionNotMetException.class);
    }

    @Test
    void whileAJobIsActiveItsPoolIsNotChanged() {
        imports.run(twenty());
        assertThatThrownBy(() -> aws.client.deleteUserPool(request -> request.userPoolId(pool)))
                .isInstanceOf(UserImportInProgressException.class);
        assertThatThrownBy(() -> aws.client.addCustomAttributes(request -> request.userPoolId(pool)
                        .customAttributes(SchemaAttributeType.builder()
                                .name("plan")
                                .attributeDataType("String")
                                .build())))
                .isInstanceOf(UserImportInProgressException.class);
        aws.createUser(pool, "meanwhile");
        aws.clock.advance(Duration.ofMinutes(1));
        aws.client.deleteUserPool(request -> request.userPoolId(pool));
    }

    @Test
    void aUserWhoCameMeanwhileIsSkipped() {
        UserImportJobType job = imports.run(twenty());
        aws.clock.advance(Duration.ofSeconds(11));
        aws.createUser(pool, "user15");
        aws.clock.advance(Duration.ofSeconds(1));
        assertCounts(job, "Failed", 19, 1, 0, TOO_MANY);
        assertThat(aws.status(pool, "user15")).isEqualTo("FORCE_CHANGE_PASSWORD");
    }

    @Test
    void jobsAreListedNewestFirst() {
        List<String> ids = IntStream.range(0, 53)
                .mapToObj(i -> {
                    aws.clock.advance(Duration.ofSeconds(1));
                    return imports.create().jobId();
                })
                .toList();
        ListUserImportJobsResponse page = aws.client.listUserImportJobs(
                request -> request.userPoolId(pool).maxResults(60));
        assertThat(page.userImportJobs()).hasSize(50);
        assertThat(page.userImportJobs().get(0).jobId()).isEqualTo(ids.get(52));
        ListUserImportJobsResponse rest = aws.client.listUserImportJobs(
                request -> request.userPoolId(pool).maxResults(60).paginationToken(page.paginationToken()));
        assertThat(rest.userImportJobs())
                .extracting(UserImportJobType::jobId)
                .containsExactly(ids.get(2), ids.get(1), ids.get(0));
        assertThat(rest.paginationToken()).isNull();
    }

    @Test
    void aPoolKeepsAThousandJobs() {
        for (int i = 0; i < 1000; i++) {
            imports.create();
        }
        assertThatThrownBy(imports::create).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void aJobOfAnotherPoolIsNotThere() {
        UserImportJobType job = imports.create();
        ImportFixture other = new ImportFixture(aws, aws.createPool());
        assertThatThrownBy(() -> other.describe(job.jobId())).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void theLogsAreWrittenByARoleOfTheAccount() {
        for (String role : List.of(
                "arn:aws:iam::999999999999:role/import-logs",
                "arn:aws:iam::123456789012:user/somebody",
                "arn:aws:logs:eu-west-1:123456789012:log-group")) {
            assertThatThrownBy(() -> aws.client.createUserImportJob(
                            request -> request.userPoolId(pool).jobName("j").cloudWatchLogsRoleArn(role)))
                    .as(role)
                    .isInstanceOf(InvalidParameterException.class);
        }
    }

    @Test
    void aJobCanFailWholly() {
        aws.service.imports().plan(ImportFault.failsWholly());
        UserImportJobType job = imports.run(twenty());
        aws.clock.advance(Duration.ofMinutes(1));
        assertThat(imports.describe(job.jobId()).statusAsString()).isEqualTo("Failed");
        assertThat(aws.service.state(pool).users()).isEmpty();
        assertThat(imports.log()).isEmpty();
        assertThat(aws.service.imports().pending()).isZero();
    }

    @Test
    void aJobCanFailHalfway() {
        aws.service.imports().plan(ImportFault.failsAfter(7));
        UserImportJobType job = imports.run(twenty());
        aws.clock.advance(Duration.ofMinutes(1));
        assertCounts(job, "Failed", 7, 0, 13, TOO_MANY);
        assertThat(aws.service.state(pool).users()).hasSize(7);
        imports.run(twenty());
        aws.clock.advance(Duration.ofMinutes(1));
        assertThat(aws.service.state(pool).users()).hasSize(20);
    }

    @Test
    void aJobCanGoOnForEverUntilItIsStopped() {
        aws.service.imports().plan(ImportFault.neverEndsAfter(7));
        UserImportJobType job = imports.run(twenty());
        aws.clock.advance(Duration.ofDays(3));
        assertCounts(job, "InProgress", 7, 0, 0, null);
        imports.stop(job.jobId());
        aws.clock.advance(Duration.ofSeconds(10));
        assertCounts(job, "Stopped", 7, 0, 0, STOPPED);
        imports.run(twenty());
    }

    @Test
    void aJobCanClaimSuccess() {
        aws.service.imports().plan(ImportFault.claimsSuccess());
        UserImportJobType job = imports.run(twenty());
        aws.clock.advance(Duration.ofSeconds(11));
        assertThat(imports.describe(job.jobId()).statusAsString()).isEqualTo("InProgress");
        aws.clock.advance(Duration.ofMinutes(1));
        assertCounts(job, "Succeeded", 20, 0, 0, DONE);
        assertThat(aws.service.state(pool).users()).isEmpty();
    }

    @Test
    void whatWasCreatedAndNotStartedCanBeMadeToExpire() {
        UserImportJobType job = imports.create();
        imports.put(job, twenty());
        aws.service.imports().expireUnstarted(pool);
        assertThat(imports.describe(job.jobId()).statusAsString()).isEqualTo("Expired");
    }

    @Test
    void jobsAreNotActiveUsersNorCallTriggers() {
        String screened = aws.createPool(settings -> settings.autoVerifiedAttributes(VerifiedAttributeType.EMAIL)
                .lambdaConfig(triggers -> triggers.preSignUp("arn:aws:lambda:eu-west-1:123456789012:function:screen")));
        ImportFixture there = new ImportFixture(aws, screened);
        there.run(there.file(ImportFixture.user("ann")));
        aws.clock.advance(Duration.ofMinutes(1));
        assertThat(aws.status(screened, "ann")).isEqualTo("RESET_REQUIRED");
        assertThat(aws.service.outbox().triggerCalls()).isEmpty();
        assertThat(aws.service.calls().count("AdminCreateUser")).isZero();
    }

    private String twenty() {
        return imports.file(IntStream.range(0, 20)
                .mapToObj(i -> ImportFixture.user("user" + i))
                .toList());
    }

    private void assertCounts(
            UserImportJobType job, String status, long imported, long skipped, long failed, String message) {
        UserImportJobType now = imports.describe(job.jobId());
        assertThat(List.of(now))
                .extracting(
                        UserImportJobType::statusAsString,
                        UserImportJobType::importedUsers,
                        UserImportJobType::skippedUsers,
                        UserImportJobType::failedUsers,
                        UserImportJobType::completionMessage)
                .containsExactly(tuple(status, imported, skipped, failed, message));
    }
}
