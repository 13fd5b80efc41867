package cognitobackup.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.local.gateway.AwsService;
import cognitobackup.local.gateway.Call;
import cognitobackup.local.gateway.RequestInterceptor;
import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.ConnectionCut;
import cognitobackup.local.http.ServiceResponse;
import cognitobackup.local.iam.TestRoles;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserImportJobType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** AWS's own SDK against each service of the local AWS, and what the Region's gate does to it. */
class LocalAwsTest {
    private static LocalAws aws;
    private static LocalRegion region;
    private static Clients clients;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsOptions.of("eu-central-1"));
        region = aws.region("eu-central-1");
        clients = Clients.of(region);
    }

    @AfterAll
    static void stop() {
        clients.close();
        aws.close();
    }

    @Test
    void tablesLieInTheRegionAndTheAccount() {
        try (DynamoDbClient dynamoDb = clients.dynamoDb()) {
            TestTables.create(dynamoDb, "arns");

            var table =
                    dynamoDb.describeTable(request -> request.tableName("arns")).table();

            assertThat(table.tableArn()).isEqualTo("arn:aws:dynamodb:eu-central-1:123456789012:table/arns");
            assertThat(table.latestStreamArn()).startsWith(table.tableArn() + "/stream/");
            assertThat(table.replicas()).isEmpty();
        }
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void tagsAndPointInTimeRecoveryOfTablesAreRemembered() {
        try (DynamoDbClient dynamoDb = clients.dynamoDb()) {
            TestTables.create(dynamoDb, "extras");
            String arn = dynamoDb.describeTable(request -> request.tableName("extras"))
                    .table()
                    .tableArn();

            dynamoDb.tagResource(
                    request -> request.resourceArn(arn).tags(List.of(tag("project", "backup"), tag("kept", "yes"))));
            dynamoDb.updateContinuousBackups(request -> request.tableName("extras")
                    .pointInTimeRecoverySpecification(wanted -> wanted.pointInTimeRecoveryEnabled(true)));

            assertThat(dynamoDb.listTagsOfResource(request -> request.resourceArn(arn))
                            .tags())
                    .extracting(tag -> tag.key() + "=" + tag.value())
                    .containsExactly("kept=yes", "project=backup");
            assertThat(dynamoDb.describeContinuousBackups(request -> request.tableName("extras"))
                            .continuousBackupsDescription()
                            .pointInTimeRecoveryDescription()
                            .pointInTimeRecoveryStatus())
                    .isEqualTo(PointInTimeRecoveryStatus.ENABLED);
            assertThatThrownBy(() -> dynamoDb.describeContinuousBackups(request -> request.tableName("no-such")))
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("Table not found: no-such");
        }
    }

    @Test
    void itemsThatRequestsWriteAreNotedAndRefusedOnesAreNot() {
        try (DynamoDbClient dynamoDb = clients.dynamoDb()) {
            TestTables.create(dynamoDb, "noted");
            dynamoDb.putItem(request -> request.tableName("noted").item(TestTables.item("USER#1", "a", "1")));
            dynamoDb.transactWriteItems(request -> request.transactItems(List.of(
                    TestTables.putting("noted", TestTables.item("USER#1", "b", "1")),
                    TransactWriteItem.builder()
                            .delete(delete -> delete.tableName("noted").key(TestTables.key("GROUP#1", "g")))
                            .build(),
                    TransactWriteItem.builder()
                            .conditionCheck(check -> check.tableName("noted")
                                    .key(TestTables.key("LOCK#1", "RUN"))
                                    .conditionExpression("attribute_not_exists(pk)"))
                            .build())));
            assertThatThrownBy(() -> dynamoDb.putItem(request -> request.tableName("noted")
                            .item(TestTables.item("USER#1", "a", "2"))
                            .conditionExpression("attribute_not_exists(pk)")))
                    .isInstanceOf(DynamoDbException.class);

            var writes = region.dynamoDb().writes();
            assertThat(writes.count("noted", "USER#")).isEqualTo(2);
            assertThat(writes.count("noted", "GROUP#")).isEqualTo(1);
            assertThat(writes.count("noted", "")).isEqualTo(3);
        }
    }

    @Test
    void statementsOfPartiQlAreRefusedByName() {
        try (DynamoDbClient dynamoDb = clients.dynamoDb()) {
            assertThatThrownBy(() -> dynamoDb.executeStatement(request -> request.statement("SELECT * FROM arns")))
                    .isInstanceOf(DynamoDbException.class)
                    .hasMessageContaining("DynamoDB's ExecuteStatement is not built in this local AWS.");
        }
    }

    @Test
    void queuesRedriveToTheirDeadLetterQueueAndTheirUrlsLeadThroughTheGate() {
        try (SqsClient sqs = clients.sqs()) {
            String dead = sqs.createQueue(request -> request.queueName("dead")).queueUrl();
            String deadArn = sqs.getQueueAttributes(
                            request -> request.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
                    .attributes()
                    .get(QueueAttributeName.QUEUE_ARN);
            String queue = sqs.createQueue(request -> request.queueName("work")
                            .attributes(Map.of(
                                    QueueAttributeName.VISIBILITY_TIMEOUT,
                                    "0",
                                    QueueAttributeName.REDRIVE_POLICY,
                                    "{\"deadLetterTargetArn\":\"" + deadArn + "\",\"maxReceiveCount\":\"1\"}")))
                    .queueUrl();
            sqs.sendMessage(request -> request.queueUrl(queue).messageBody("once"));

            List<String> first = receive(sqs, queue);
            List<String> second = receive(sqs, queue);

            assertThat(deadArn).isEqualTo("arn:aws:sqs:eu-central-1:123456789012:dead");
            assertThat(queue).isEqualTo(region.endpoint(AwsService.SQS) + "/123456789012/work");
            assertThat(first).containsExactly("once");
            assertThat(second).isEmpty();
            assertThat(receive(sqs, dead)).containsExactly("once");
            assertThat(region.gate().counts().of(AwsService.SQS, "SendMessage")).isEqualTo(1);
        }
    }

    private static List<String> receive(SqsClient sqs, String queue) {
        return sqs.receiveMessage(request -> request.queueUrl(queue).maxNumberOfMessages(10)).messages().stream()
                .map(message -> message.body())
                .toList();
    }

    @Test
    void objectsComeBackAsTheyWerePut() {
        try (S3Client s3 = clients.s3()) {
            s3.createBucket(request -> request.bucket("reports"));
            long before = region.gate().counts().of(AwsService.S3, "PUT object");
            s3.putObject(
                    request -> request.bucket("reports").key("imports/1/report ü.json"),
                    RequestBody.fromString("{\"planned\": 1}"));

            assertThat(s3.getObjectAsBytes(request -> request.bucket("reports").key("imports/1/report ü.json"))
                            .asUtf8String())
                    .isEqualTo("{\"planned\": 1}");
            assertThat(s3.headObject(request -> request.bucket("reports").key("imports/1/report ü.json"))
                            .contentLength())
                    .isEqualTo(14);
            assertThat(s3.listObjectsV2(request -> request.bucket("reports")).contents())
                    .extracting(object -> object.key())
                    .containsExactly("imports/1/report ü.json");
            assertThat(region.gate().counts().of(AwsService.S3, "PUT object")).isEqualTo(before + 1);
        }
    }

    @Test
    void importFilesGoInAtTheEndpointOfS3() throws Exception {
        String role = TestRoles.put(aws.iam(), "logs", "cognito-idp.amazonaws.com", "logs:*");
        try (CognitoIdentityProviderClient cognito = clients.cognito()) {
            String pool = cognito.createUserPool(
                            request -> request.poolName("imported").autoVerifiedAttributes(VerifiedAttributeType.EMAIL))
                    .userPool()
                    .id();
            UserImportJobType job = cognito.createUserImportJob(
                            request -> request.userPoolId(pool).jobName("job").cloudWatchLogsRoleArn(role))
                    .userImportJob();
            assertThat(job.preSignedUrl()).startsWith(region.endpoint(AwsService.S3) + "/aws-cognito-idp-user-import-");
            HttpRequest upload = HttpRequest.newBuilder(URI.create(job.preSignedUrl()))
                    .header("x-amz-server-side-encryption", "aws:kms")
                    .PUT(HttpRequest.BodyPublishers.ofString("nobody"))
                    .build();
            assertThat(HttpClient.newHttpClient()
                            .send(upload, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(cognito.startUserImportJob(
                                    request -> request.userPoolId(pool).jobId(job.jobId()))
                            .userImportJob()
                            .statusAsString())
                    .isEqualTo("Pending");
        }
    }

    @Test
    void publishedMessagesAreKept() {
        try (SnsClient sns = clients.sns()) {
            String topic = sns.createTopic(request -> request.name("events")).topicArn();
            sns.subscribe(request -> request.topicArn(topic).protocol("email").endpoint("operator@example.com"));
            String id = sns.publish(request -> request.topicArn(topic)
                            .subject("Export COMPLETED")
                            .message("users: 3 <&> \"groups\": 1\nünïcödé"))
                    .messageId();

            assertThat(topic).isEqualTo("arn:aws:sns:eu-central-1:123456789012:events");
            assertThat(sns.listSubscriptionsByTopic(request -> request.topicArn(topic))
                            .subscriptions())
                    .extracting(subscription -> subscription.endpoint())
                    .containsExactly("operator@example.com");
            assertThat(region.topics().published()).singleElement().satisfies(message -> {
                assertThat(message.messageId()).isEqualTo(id);
                assertThat(message.subject()).isEqualTo("Export COMPLETED");
                assertThat(message.message()).isEqualTo("users: 3 <&> \"groups\": 1\nünïcödé");
            });
            assertThatThrownBy(() ->
                            sns.publish(request -> request.topicArn(topic + "x").message("m")))
                    .isInstanceOf(NotFoundException.class);
            assertThatThrownBy(() -> sns.publish(request ->
                            request.topicArn(topic).subject("two\nlines").message("m")))
                    .isInstanceOf(InvalidParameterException.class);
            assertThatThrownBy(
                            () -> sns.publish(request -> request.topicArn(topic).message("m".repeat(262_145))))
                    .isInstanceOf(InvalidParameterException.class);
            assertThatThrownBy(() -> sns.listPlatformApplications())
                    .isInstanceOf(SnsException.class)
                    .hasMessageContaining("SNS's ListPlatformApplications is not built");
        }
    }

    @Test
    void anInterceptorAnswersInsteadOfTheServiceAndHidesWhatTheServiceDid() throws Exception {
        try (DynamoDbClient dynamoDb = clients.dynamoDb()) {
            TestTables.create(dynamoDb, "broken");
            Map<String, Integer> seen = new HashMap<>();
            RequestInterceptor refuses = new RequestInterceptor() {
                @Override
                public void before(Call call) {
                    if (call.operation().equals("GetItem") && seen.merge("GetItem", 1, Integer::sum) == 1) {
                        throw AwsError.badRequest("ResourceNotFoundException", "not at the first time");
                    }
                }

                @Override
                public void after(Call call, ServiceResponse response) {
                    if (call.operation().equals("PutItem") && seen.merge("PutItem", 1, Integer::sum) == 1) {
                        throw new ConnectionCut("the answer to the first write is lost");
                    }
                }
            };
            var key = TestTables.key("p", "s");
            try (AutoCloseable intercepted = region.gate().intercept(refuses)) {
                assertThat(intercepted).isNotNull();
                // The SDK tries again, and finds that the write it was not told of is done.
                assertThatThrownBy(() -> dynamoDb.putItem(request -> request.tableName("broken")
                                .item(TestTables.item("p", "s", "v"))
                                .conditionExpression("attribute_not_exists(pk)")))
                        .isInstanceOf(ConditionalCheckFailedException.class);
                assertThatThrownBy(() -> dynamoDb.getItem(
                                request -> request.tableName("broken").key(key)))
                        .hasMessageContaining("not at the first time");
                assertThat(dynamoDb.getItem(
                                        request -> request.tableName("broken").key(key))
                                .item())
                        .containsEntry("v", AttributeValue.fromS("v"));
            }
        }
    }

    @Test
    void aLostRegionAnswersNothingAndKeepsWhoAsked() {
        try (LocalAws other = LocalAws.start(LocalAwsOptions.of("us-east-1"));
                Clients its = Clients.of(other.region("us-east-1"));
                DynamoDbClient dynamoDb = its.dynamoDb();
                SnsClient sns = its.sns()) {
            TestTables.create(dynamoDb, "gone");
            assertThat(other.region("us-east-1").gate().callsAfterLoss()).isEmpty();

            other.region("us-east-1").lose();

            assertThatThrownBy(() -> dynamoDb.listTables(request ->
                            request.overrideConfiguration(override -> override.apiCallTimeout(Duration.ofSeconds(5)))))
                    .isInstanceOf(SdkClientException.class);
            assertThatThrownBy(() -> sns.listTopics()).isInstanceOf(SdkClientException.class);
            assertThat(other.region("us-east-1").gate().callsAfterLoss())
                    .extracting(Call::operation)
                    .contains("ListTables", "ListTopics");
            assertThat(other.region("us-east-1")
                            .dynamoDb()
                            .behindTheGate()
                            .listTables()
                            .tableNames())
                    .containsExactly("gone");
        }
    }
}
