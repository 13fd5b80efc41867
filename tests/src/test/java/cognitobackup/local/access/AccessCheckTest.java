package cognitobackup.local.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cognitobackup.local.Clients;
import cognitobackup.local.LocalAws;
import cognitobackup.local.LocalAwsOptions;
import cognitobackup.local.LocalRegion;
import cognitobackup.local.gateway.AwsService;
import cognitobackup.local.iam.Caller;
import cognitobackup.local.iam.Iam;
import cognitobackup.local.iam.TestRoles;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** What each service answers whom its role does not allow something, as AWS's own clients see it. */
class AccessCheckTest {
    private static final String REGION = "eu-central-1";
    private static final String KEY = "arn:aws:kms:eu-central-1:123456789012:key/1";
    private static final String ROLE = "worker";

    private static LocalAws aws;
    private static LocalRegion region;
    private static Clients operator;
    private static Iam iam;

    private static final StaticCredentialsProvider WORKER =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("ASIAWORKER", "unchecked"));

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsOptions.of(REGION));
        region = aws.region(REGION);
        operator = Clients.of(region);
        iam = aws.iam();
        iam.issue("ASIAWORKER", new Caller(iam.roleArn(ROLE), "Worker"));
        iam.putResourcePolicy(KEY, """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:*", "Resource": "*",
                  "Principal": {"AWS": "arn:aws:iam::123456789012:root"}}]}""");
    }

    @AfterAll
    static void stop() {
        operator.close();
        aws.close();
    }

    @BeforeEach
    void mayNothing() {
        iam.deleteRole(iam.roleArn(ROLE));
    }

    private static void may(String... actions) {
        TestRoles.put(iam, ROLE, "lambda.amazonaws.com", actions);
    }

    private static String code(Runnable call) {
        AwsServiceException refused = catchThrowableOfType(AwsServiceException.class, call::run);
        assertThat(refused).as("refused").isNotNull();
        assertThat(refused.awsErrorDetails().errorMessage()).contains("assumed-role/worker/Worker", "not authorized");
        return refused.awsErrorDetails().errorCode();
    }

    private static URI endpoint(AwsService service) {
        return region.endpoint(service);
    }

    @Test
    void queuesAskForTheirKey() {
        String url;
        try (SqsClient sqs = operator.sqs()) {
            url = sqs.createQueue(request -> request.queueName("work")).queueUrl();
        }
        iam.encrypt("arn:aws:sqs:eu-central-1:123456789012:work", KEY);
        try (SqsClient sqs = SqsClient.builder()
                .endpointOverride(endpoint(AwsService.SQS))
                .region(Region.of(REGION))
                .credentialsProvider(WORKER)
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            Runnable send =
                    () -> sqs.sendMessage(request -> request.queueUrl(url).messageBody("m"));
            assertThat(code(send)).isEqualTo("AccessDenied");
            may("sqs:SendMessage", "kms:GenerateDataKey");
            assertThat(code(send)).isEqualTo("KMS.AccessDeniedException");
            may("sqs:SendMessage", "kms:GenerateDataKey", "kms:Decrypt");
            send.run();
            may("sqs:ReceiveMessage");
            Runnable receive = () -> sqs.receiveMessage(request -> request.queueUrl(url));
            assertThat(code(receive)).isEqualTo("KMS.AccessDeniedException");
            may("sqs:ReceiveMessage", "kms:Decrypt");
            receive.run();
        }
    }

    @Test
    void topicsAskForTheirKey() {
        String topic;
        try (SnsClient sns = operator.sns()) {
            topic = sns.createTopic(request -> request.name("events")).topicArn();
        }
        iam.encrypt(topic, KEY);
        try (SnsClient sns = SnsClient.builder()
                .endpointOverride(endpoint(AwsService.SNS))
                .region(Region.of(REGION))
                .credentialsProvider(WORKER)
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            Runnable publish =
                    () -> sns.publish(request -> request.topicArn(topic).message("m"));
            assertThat(code(publish)).isEqualTo("AuthorizationError");
            may("sns:Publish", "kms:GenerateDataKey");
            assertThat(code(publish)).isEqualTo("KMSAccessDenied");
            may("sns:Publish", "kms:GenerateDataKey", "kms:Decrypt");
            publish.run();
        }
    }

    @Test
    void onlyWhoMayListABucketIsToldThatAnObjectIsNotThere() {
        try (S3Client s3 = operator.s3()) {
            s3.createBucket(request -> request.bucket("reports"));
        }
        iam.encrypt("arn:aws:s3:::reports", KEY);
        try (S3Client s3 = S3Client.builder()
                .forcePathStyle(true)
                .endpointOverride(endpoint(AwsService.S3))
                .region(Region.of(REGION))
                .credentialsProvider(WORKER)
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            Runnable get = () ->
                    s3.getObjectAsBytes(request -> request.bucket("reports").key("a/ü b"));
            Runnable put =
                    () -> s3.putObject(request -> request.bucket("reports").key("a/ü b"), RequestBody.fromString("x"));
            assertThat(code(put)).isEqualTo("AccessDenied");
            may("s3:PutObject");
            assertThat(code(put)).isEqualTo("AccessDenied");
            may("s3:GetObject", "kms:Decrypt");
            assertThatThrownBy(get::run)
                    .isInstanceOf(S3Exception.class)
                    .isNotInstanceOf(NoSuchKeyException.class)
                    .extracting(failure -> ((S3Exception) failure).statusCode())
                    .isEqualTo(403);
            may("s3:GetObject", "kms:Decrypt", "s3:ListBucket");
            assertThatThrownBy(get::run).isInstanceOf(NoSuchKeyException.class);
            may("s3:GetObject", "s3:PutObject", "kms:GenerateDataKey", "kms:Decrypt");
            put.run();
            get.run();
        }
    }

    @Test
    @SuppressWarnings("unchecked") // The clients take arrays of builders' consumers.
    void aTransactionNeedsTheActionsOfItsPartsAndAnIndexIsAResourceOfItsOwn() {
        try (DynamoDbClient dynamoDb = operator.dynamoDb()) {
            dynamoDb.createTable(request -> request.tableName("items")
                    .billingMode("PAY_PER_REQUEST")
                    .keySchema(key -> key.attributeName("pk").keyType(KeyType.HASH))
                    .attributeDefinitions(
                            pk -> pk.attributeName("pk").attributeType(ScalarAttributeType.S),
                            other -> other.attributeName("o").attributeType(ScalarAttributeType.S))
                    .globalSecondaryIndexes(index -> index.indexName("byO")
                            .keySchema(key -> key.attributeName("o").keyType(KeyType.HASH))
                            .projection(projection -> projection.projectionType("KEYS_ONLY"))));
        }
        try (DynamoDbClient dynamoDb = DynamoDbClient.builder()
                .endpointOverride(endpoint(AwsService.DYNAMODB))
                .region(Region.of(REGION))
                .credentialsProvider(WORKER)
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            var key = Map.of("pk", AttributeValue.fromS("a"));
            Runnable transaction = () -> dynamoDb.transactWriteItems(request -> request.transactItems(
                    put -> put.put(item -> item.tableName("items").item(key)),
                    check -> check.conditionCheck(item -> item.tableName("items")
                            .key(Map.of("pk", AttributeValue.fromS("b")))
                            .conditionExpression("attribute_not_exists(pk)"))));
            may("dynamodb:PutItem");
            assertThat(code(transaction)).isEqualTo("AccessDeniedException");
            may("dynamodb:PutItem", "dynamodb:ConditionCheckItem");
            transaction.run();

            iam.putRolePolicy(iam.roleArn(ROLE), "all", """
                    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "dynamodb:Query",
                      "Resource": "arn:aws:dynamodb:eu-central-1:123456789012:table/items"}]}""");
            assertThat(code(() -> dynamoDb.query(request -> request.tableName("items")
                            .indexName("byO")
                            .keyConditionExpression("o = :o")
                            .expressionAttributeValues(Map.of(":o", AttributeValue.fromS("x"))))))
                    .isEqualTo("AccessDeniedException");
            assertThatThrownBy(() -> dynamoDb.listTables())
                    .hasMessageContaining("What a role needs for ListTables of dynamodb is not built");
        }
    }

    @Test
    void rolesOfServicesMustTrustThemAndSufficeThem() {
        String trusting = TestRoles.put(iam, "machine", "states.amazonaws.com", "logs:CreateLogDelivery");
        String other = TestRoles.put(iam, "other", "lambda.amazonaws.com", "logs:*");
        try (SfnClient stepFunctions = operator.stepFunctions();
                CognitoIdentityProviderClient cognito = operator.cognito()) {
            String pass =
                    "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"S\", \"States\": {\"S\": {\"Type\": \"Succeed\"}}}";
            assertThatThrownBy(() -> stepFunctions.createStateMachine(
                            request -> request.name("m").definition(pass).roleArn(other)))
                    .hasMessageContaining("is authorized to assume the provided role");
            assertThatThrownBy(() -> stepFunctions.createStateMachine(request -> request.name("m")
                            .definition(pass)
                            .roleArn(trusting)
                            .loggingConfiguration(logging -> logging.level("ERROR"))))
                    .hasMessageContaining("not authorized to access the Log Destination");
            String pool = cognito.createUserPool(request -> request.poolName("p"))
                    .userPool()
                    .id();
            assertThatThrownBy(() -> cognito.createUserImportJob(
                            request -> request.userPoolId(pool).jobName("j").cloudWatchLogsRoleArn(other)))
                    .hasMessageContaining("sts:AssumeRole");
        }
    }
}
