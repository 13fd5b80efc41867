package cognitobackup.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.local.Clients;
import cognitobackup.local.LocalAws;
import cognitobackup.local.LocalAwsOptions;
import cognitobackup.local.events.Schedule;
import cognitobackup.local.lambda.FunctionDefinition;
import com.pulumi.Context;
import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sqs.Queue;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.aws.ssm.Parameter;
import com.pulumi.aws.ssm.ParameterArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.StackReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Programs deployed to the local AWS: small ones that show single rules, and the project's own. */
class DeployerTest {
    private static final String EAST = "us-east-1";
    private static final String WEST = "us-west-2";

    @TempDir
    private static Path directory;

    private static LocalAws aws;
    private static Clients east;
    private static Clients west;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsOptions.of(EAST, WEST));
        east = Clients.of(aws.region(EAST));
        west = Clients.of(aws.region(WEST));
    }

    @AfterAll
    static void stop() {
        east.close();
        west.close();
        aws.close();
    }

    @Test
    void resourcesAreCreatedInTheRegionOfTheirProviderAndOutputsLeadToThem() throws Exception {
        try (Deployer deployer = new Deployer(aws, context -> {
                    var dead = new Queue("dead");
                    var queue = new Queue(
                            "work",
                            QueueArgs.builder()
                                    .visibilityTimeoutSeconds(42)
                                    .redrivePolicy(Output.format(
                                            "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"3\"}", dead.arn()))
                                    .build());
                    var elsewhere = new Provider(
                            "elsewhere", ProviderArgs.builder().region(WEST).build());
                    var topic = new Topic(
                            "topic",
                            TopicArgs.builder().name("named").build(),
                            CustomResourceOptions.builder().provider(elsewhere).build());
                    context.export("queue", queue.url()).export("topic", topic.arn());
                });
                SqsClient sqs = east.sqs();
                SnsClient sns = west.sns()) {
            Deployment deployment = deployer.deploy("tiny", Map.of("aws:region", EAST));

            var attributes = sqs.getQueueAttributes(request ->
                            request.queueUrl(deployment.text("queue")).attributeNames(QueueAttributeName.ALL))
                    .attributes();
            assertThat(attributes)
                    .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "42")
                    .hasEntrySatisfying(QueueAttributeName.QUEUE_ARN, arn -> assertThat(arn)
                            .matches("arn:aws:sqs:us-east-1:123456789012:work-[0-9a-f]{7}"))
                    .hasEntrySatisfying(QueueAttributeName.REDRIVE_POLICY, policy -> assertThat(policy)
                            .contains(":dead-"));
            assertThat(deployment.text("topic")).isEqualTo("arn:aws:sns:us-west-2:123456789012:named");
            assertThat(sns.listTopics().topics())
                    .extracting(topic -> topic.topicArn())
                    .contains("arn:aws:sns:us-west-2:123456789012:named");
        }
    }

    @Test
    void aLaterStackReadsTheOutputsOfAnEarlierOne() throws Exception {
        try (Deployer deployer = new Deployer(aws, context -> {
            if (context.stackName().equals("first")) {
                context.export("word", Output.of("handed on"));
            } else {
                context.export(
                        "word",
                        new StackReference("organization/cognito-user-profiles-export/first").requireOutput("word"));
            }
        })) {
            deployer.deploy("first", Map.of("aws:region", EAST));
            assertThat(deployer.deploy("second", Map.of("aws:region", WEST)).text("word"))
                    .isEqualTo("handed on");
        }
    }

    @Test
    void anUnknownTypeOfResourceIsRefusedByNameAndNothingMoreIsCreated() {
        try (Deployer deployer = new Deployer(aws, DeployerTest::withParameter);
                SqsClient sqs = east.sqs()) {
            assertThatThrownBy(() -> deployer.deploy("unknown", Map.of("aws:region", EAST)))
                    .isInstanceOf(DeploymentFailedException.class)
                    .hasMessageContaining(
                            "aws:ssm/parameter:Parameter secret: the deployer does not know this type of resource");
            assertThat(sqs.listQueues(request -> request.queueNamePrefix("after-"))
                            .queueUrls())
                    .isEmpty();
        }
    }

    private static void withParameter(Context context) {
        var parameter = new Parameter(
                "secret", ParameterArgs.builder().type("String").value("v").build());
        new Queue("after", QueueArgs.builder().name(parameter.name()).build());
    }

    /** Which of the failures the program ends with is chance. */
    @Test
    void whatWasNotCreatedForTheFailureOfAnotherSaysWhichOne() {
        try (Deployer deployer = new Deployer(aws, context -> {
            new Parameter(
                    "secret", ParameterArgs.builder().type("String").value("v").build());
            for (int i = 0; i < 10; i++) {
                new Queue("beside-" + i);
            }
        })) {
            assertThatThrownBy(() -> deployer.deploy("beside", Map.of("aws:region", EAST)))
                    .isInstanceOf(DeploymentFailedException.class)
                    .message()
                    .satisfies(message -> assertThat(message.lines())
                            .allMatch(line -> line.contains("aws:ssm/parameter:Parameter secret")));
        }
    }

    @Test
    void aPropertyThatNothingIsDoneAboutIsRefusedByName() {
        try (Deployer deployer = new Deployer(
                aws,
                context -> new Topic(
                        "delivering", TopicArgs.builder().deliveryPolicy("{}").build()))) {
            assertThatThrownBy(() -> deployer.deploy("property", Map.of("aws:region", EAST)))
                    .isInstanceOf(DeploymentFailedException.class)
                    .hasMessageContaining("the property deliveryPolicy is not built");
        }
    }

    @Test
    void theProjectsTwoStacksStandInTheirRegions() throws Exception {
        try (Deployer deployer = new Deployer(aws);
                DynamoDbClient dynamoDb = west.dynamoDb();
                SfnClient stepFunctions = west.stepFunctions()) {
            Deployment primary = deployer.deploy("primary", primaryConfiguration());
            Deployment secondary = deployer.deploy("secondary", secondaryConfiguration());

            String table = primary.text("tableName");
            assertThat(secondary.text("tableName")).isEqualTo(table);
            var replica =
                    dynamoDb.describeTable(request -> request.tableName(table)).table();
            assertThat(replica.deletionProtectionEnabled()).isTrue();
            assertThat(replica.replicas())
                    .extracting(other -> other.regionName())
                    .containsExactly(EAST);
            assertThat(dynamoDb.describeTimeToLive(request -> request.tableName(table))
                            .timeToLiveDescription()
                            .attributeName())
                    .isEqualTo("expiresAt");
            assertThat(dynamoDb.describeContinuousBackups(request -> request.tableName(table))
                            .continuousBackupsDescription()
                            .pointInTimeRecoveryDescription()
                            .pointInTimeRecoveryStatus())
                    .isEqualTo(PointInTimeRecoveryStatus.ENABLED);
            assertThat(stepFunctions.listStateMachines().stateMachines())
                    .extracting(machine -> machine.stateMachineArn())
                    .containsExactlyInAnyOrder(
                            secondary.text("exportWorkflowArn"), secondary.text("importWorkflowArn"));
            assertThat(exportSchedules(aws)).singleElement().satisfies(schedule -> {
                assertThat(schedule.target()).isEqualTo(primary.text("exportWorkflowArn"));
                assertThat(schedule.input()).isEqualTo("{\"userPoolId\":\"us-east-1_Source\"}");
            });
            assertThat(aws.region(WEST).functions().functions())
                    .hasSameSizeAs(aws.region(EAST).functions().functions())
                    .allSatisfy(function -> assertThat(function.environment())
                            .containsEntry("TABLE_NAME", table)
                            .containsEntry("SOURCE_USER_POOL_IDS", "us-east-1_Source"))
                    .extracting(FunctionDefinition::timeout)
                    .containsOnly(Duration.ofSeconds(60));
        }
    }

    /** Those that start exports; another starts the watch. */
    private static List<Schedule> exportSchedules(LocalAws local) {
        return local.region(EAST).schedules().all().stream()
                .filter(schedule -> schedule.target().contains(":stateMachine:"))
                .toList();
    }

    @Test
    void aStackDeployedAgainChangesWhatIsOtherwiseAndKeepsTheRest() throws Exception {
        try (LocalAws own = LocalAws.start(LocalAwsOptions.of(EAST, WEST));
                Deployer deployer = new Deployer(own)) {
            Deployment first = deployer.deploy("primary", primaryConfiguration());
            assertThat(exportSchedules(own)).hasSize(1);
            Map<String, String> changed = new HashMap<>(primaryConfiguration());
            changed.put("userPools", "[{\"id\":\"us-east-1_Source\"},{\"id\":\"us-east-1_Second\"}]");
            Deployment second = deployer.deploy("primary", changed);

            assertThat(exportSchedules(own))
                    .as("what is no longer registered is deleted")
                    .isEmpty();

            assertThat(second.text("tableName")).isEqualTo(first.text("tableName"));
            assertThat(second.outputs()).containsEntry("userPoolIds", List.of("us-east-1_Source", "us-east-1_Second"));
            assertThat(own.region(EAST).functions().functions())
                    .hasSize(functions(first))
                    .allSatisfy(function -> assertThat(function.environment())
                            .containsEntry("USER_POOL_IDS", "us-east-1_Source,us-east-1_Second"));
        }
    }

    @Test
    void otherCodeIsAnotherObjectAndAnotherVersionThatNewExecutionsCall() throws Exception {
        try (LocalAws own = LocalAws.start(LocalAwsOptions.of(EAST, WEST));
                Deployer deployer = new Deployer(own);
                Clients clients = Clients.of(own.region(EAST));
                S3Client s3 = clients.s3()) {
            Deployment first = deployer.deploy("primary", primaryConfiguration());
            assertThat(calledVersions(clients, first)).containsOnly("1");
            deployer.deploy("primary", primaryConfiguration());
            assertThat(calledVersions(clients, first)).as("the same code").containsOnly("1");

            Map<String, String> other = new HashMap<>(primaryConfiguration());
            other.put(
                    "lambdaJar",
                    Files.writeString(directory.resolve("other.jar"), "other").toString());
            deployer.deploy("primary", other);

            assertThat(calledVersions(clients, first)).containsOnly("2");
            String bucket = s3.listBuckets().buckets().stream()
                    .map(each -> each.name())
                    .filter(name -> name.contains("-code-"))
                    .findFirst()
                    .orElseThrow();
            assertThat(s3.listObjectsV2(request -> request.bucket(bucket)).contents())
                    .as("the code before stays, to go back to")
                    .hasSize(2);
        }
    }

    private static Set<String> calledVersions(Clients clients, Deployment deployment) {
        try (SfnClient stepFunctions = clients.stepFunctions()) {
            String definition = stepFunctions
                    .describeStateMachine(request -> request.stateMachineArn(deployment.text("importWorkflowArn")))
                    .definition();
            return Pattern.compile("arn:aws:lambda:[^\"]+:function:[^:\"]+:([0-9]+)\"")
                    .matcher(definition)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void whatIsProtectedIsNotDeletedWhenItIsNoLongerRegistered() throws Exception {
        try (Deployer deployer = new Deployer(aws, context -> {
            if (context.config().getBoolean("kept").orElse(true)) {
                new Queue(
                        "kept",
                        QueueArgs.builder().build(),
                        CustomResourceOptions.builder().protect(true).build());
            }
        })) {
            deployer.deploy("protecting", Map.of("aws:region", EAST));
            assertThatThrownBy(() -> deployer.deploy("protecting", Map.of("aws:region", EAST, "kept", "false")))
                    .isInstanceOf(DeploymentFailedException.class)
                    .hasMessageContaining("aws:sqs/queue:Queue kept is no longer registered, but protected");
        }
    }

    private static int functions(Deployment deployment) {
        return (int) deployment.resources().stream()
                .filter(resource -> resource.type().equals("aws:lambda/function:Function"))
                .count();
    }

    @Test
    void aDestroyedStackLeavesItsTableWhichTheNextOneAdopts() throws Exception {
        try (LocalAws own = LocalAws.start(LocalAwsOptions.of(EAST, WEST));
                Deployer deployer = new Deployer(own);
                Clients clients = Clients.of(own.region(EAST));
                DynamoDbClient dynamoDb = clients.dynamoDb();
                SfnClient stepFunctions = clients.stepFunctions()) {
            String table = deployer.deploy("primary", primaryConfiguration()).text("tableName");
            deployer.destroy("primary");

            assertThat(own.region(EAST).functions().functions()).isEmpty();
            assertThat(stepFunctions.listStateMachines().stateMachines()).isEmpty();
            assertThat(dynamoDb.listTables().tableNames()).containsExactly(table);

            Map<String, String> adopting = new HashMap<>(primaryConfiguration());
            adopting.put("existingTable", table);
            Deployment next = deployer.deploy("primary", adopting);

            assertThat(next.outputs()).containsEntry("tableName", table).containsEntry("tableLacks", List.of());
            assertThat(dynamoDb.listTables().tableNames()).containsExactly(table);

            dynamoDb.updateTable(request -> request.tableName(table).deletionProtectionEnabled(false));
            assertThat(deployer.deploy("primary", adopting).outputs().get("tableLacks"))
                    .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                    .singleElement()
                    .asString()
                    .startsWith("deletion protection in us-east-1: aws dynamodb update-table");
        }
    }

    @Test
    void aStackReadsWhatItWasDeployedWithBefore() throws Exception {
        try (Deployer deployer = new Deployer(aws, context -> {
            String own = String.join("/", context.organizationName(), context.projectName(), context.stackName());
            context.export(
                    "count",
                    new StackReference(own)
                            .output("count")
                            .applyValue(count -> count == null ? 1.0 : 1.0 + ((Number) count).doubleValue()));
        })) {
            assertThat(deployer.deploy("counting", Map.of("aws:region", EAST)).text("count"))
                    .isEqualTo("1.0");
            assertThat(deployer.deploy("counting", Map.of("aws:region", EAST)).text("count"))
                    .isEqualTo("2.0");
        }
    }

    @Test
    void whatAStackKeepsIsNotChangedAndIsSaidInAPreviewToo() throws Exception {
        Map<String, String> changed = new HashMap<>(primaryConfiguration());
        changed.put("secondaryRegion", "eu-west-1");
        String refusal = "secondaryRegion is 'eu-west-1', but the stack was deployed with 'us-west-2'";
        try (LocalAws own = LocalAws.start(LocalAwsOptions.of(EAST, WEST));
                Deployer deployer = new Deployer(own);
                Clients clients = Clients.of(own.region(EAST));
                DynamoDbClient dynamoDb = clients.dynamoDb()) {
            Preview preview = new Preview("123456789012");
            preview.of("primary", primaryConfiguration());
            String table = deployer.deploy("primary", primaryConfiguration()).text("tableName");

            assertThatThrownBy(() -> preview.of("primary", changed)).hasMessageContaining(refusal);
            assertThatThrownBy(() -> deployer.deploy("primary", changed)).hasMessageContaining(refusal);

            assertThat(dynamoDb.describeTable(request -> request.tableName(table))
                            .table()
                            .replicas())
                    .extracting(other -> other.regionName())
                    .containsExactly(WEST);
            deployer.deploy("primary", primaryConfiguration());
        }
    }

    @Test
    void anExistingTopicIsUsedInsteadOfOneOfTheStacksOwn() throws Exception {
        try (LocalAws own = LocalAws.start(LocalAwsOptions.of(EAST, WEST));
                Deployer deployer = new Deployer(own);
                Clients clients = Clients.of(own.region(EAST));
                SnsClient sns = clients.sns()) {
            String topic =
                    sns.createTopic(request -> request.name("operations")).topicArn();
            Map<String, String> configuration = new HashMap<>(primaryConfiguration());
            configuration.put("existingTopic", topic);

            Deployment deployment = deployer.deploy("primary", configuration);

            assertThat(sns.listTopics().topics())
                    .extracting(each -> each.topicArn())
                    .containsExactly(topic);
            assertThat(sns.listSubscriptionsByTopic(request -> request.topicArn(topic))
                            .subscriptions())
                    .extracting(each -> each.endpoint())
                    .containsExactly("operator@example.com");
            assertThat(deployment.outputs()).containsEntry("topicArn", topic).containsEntry("alarmTopicArn", topic);
            assertThat(own.region(EAST).functions().functions())
                    .allSatisfy(function -> assertThat(function.environment()).containsEntry("TOPIC_ARN", topic));
        }
    }

    @Test
    void aWrongConfigurationIsRefusedBeforeAnythingIsCreated() throws Exception {
        try (Deployer deployer = new Deployer(aws)) {
            Map<String, String> configuration = new HashMap<>(primaryConfiguration());
            configuration.put("functionTimeoutSeconds", "901");
            int before = aws.region(EAST).functions().functions().size();

            assertThatThrownBy(() -> deployer.deploy("wrong", configuration))
                    .isInstanceOf(DeploymentFailedException.class)
                    .hasMessageContaining("functionTimeoutSeconds")
                    .hasMessageContaining("901");
            assertThat(aws.region(EAST).functions().functions()).hasSize(before);
        }
    }

    @Test
    void aPreviewNamesEveryResourceAndCreatesNone() throws Exception {
        Preview preview = new Preview("123456789012");
        Deployment primary = preview.of("primary", primaryConfiguration());
        Deployment secondary = preview.of("secondary", secondaryConfiguration());

        var json = Preview.json(primary.resources());
        assertThat(types(primary))
                .contains("aws:dynamodb/table:Table", "aws:dynamodb/tableReplica:TableReplica")
                .allMatch(type -> type.startsWith("aws:"));
        assertThat(json.toString())
                .contains("\"source\":{\"path\":\"" + jar() + "\"}")
                .contains("\"timeout\":60")
                .doesNotContain("60.0");
        assertThat(secondary.outputs()).containsEntry("tableName", primary.text("tableName"));
        assertThat(types(secondary)).doesNotContain("aws:dynamodb/table:Table");
    }

    private static List<String> types(Deployment deployment) {
        List<String> types = new ArrayList<>();
        Preview.json(deployment.resources())
                .forEach(resource -> types.add(resource.path("type").asText()));
        return types;
    }

    private static Map<String, String> primaryConfiguration() throws Exception {
        return Map.of(
                "aws:region", EAST,
                "role", "primary",
                "secondaryRegion", WEST,
                "userPools", "[{\"id\":\"us-east-1_Source\",\"schedule\":\"rate(1 day)\"}]",
                "notificationEmail", "operator@example.com",
                "functionTimeoutSeconds", "60",
                "lambdaJar", jar());
    }

    private static Map<String, String> secondaryConfiguration() throws Exception {
        return Map.of(
                "aws:region", WEST,
                "role", "secondary",
                "primaryStack", "organization/cognito-user-profiles-export/primary",
                "functionTimeoutSeconds", "60",
                "lambdaJar", jar());
    }

    /** Nothing is invoked here, so that any file will do. */
    private static String jar() throws Exception {
        Path jar = directory.resolve("functions.jar");
        if (!Files.exists(jar)) {
            Files.createFile(jar);
        }
        return jar.toString();
    }
}
