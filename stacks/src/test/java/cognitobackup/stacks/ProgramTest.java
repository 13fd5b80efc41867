package cognitobackup.stacks;

import static cognitobackup.stacks.ProgramRun.POOL;
import static cognitobackup.stacks.ProgramRun.SECONDARY_POOL;
import static cognitobackup.stacks.ProgramRun.primaryConfiguration;
import static cognitobackup.stacks.ProgramRun.secondaryConfiguration;
import static cognitobackup.stacks.ProgramRun.with;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.stacks.PretendAws.Registration;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the program for both stacks without an engine, and looks at what it registers. */
class ProgramTest {
    private static final String TABLE = "aws:dynamodb/table:Table";
    private static final String REPLICA = "aws:dynamodb/tableReplica:TableReplica";
    private static final String FUNCTION = "aws:lambda/function:Function";
    private static final String STATE_MACHINE = "aws:sfn/stateMachine:StateMachine";
    private static final String QUEUE = "aws:sqs/queue:Queue";
    private static final String LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";
    private static final String SCHEDULE = "aws:scheduler/schedule:Schedule";
    private static final String SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

    /** Actions that IAM knows no resource for. */
    private static final Set<String> WITHOUT_RESOURCE = Set.of(
            "cognito-idp:DescribeUserPoolDomain",
            "logs:CreateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:DescribeLogGroups",
            "logs:DescribeResourcePolicies",
            "logs:GetLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutResourcePolicy",
            "logs:UpdateLogDelivery");

    private static ProgramRun primary;
    private static ProgramRun secondary;

    @BeforeAll
    static void runBothStacks() throws IOException {
        primary = ProgramRun.of(primaryConfiguration()).succeeded();
        secondary = ProgramRun.of(secondaryConfiguration()).succeeded();
        // For whoever wants to look at them, or to give them to another tool.
        Files.writeString(Path.of("target", "primary.json"), primary.json());
        Files.writeString(Path.of("target", "secondary.json"), secondary.json());
    }

    @Test
    void thePrimaryStackOwnsATableThatCanBeRecoveredAndOutlivesTheStack() {
        var table = primary.only(TABLE);

        assertThat(table.inputs())
                .containsEntry("billingMode", "PAY_PER_REQUEST")
                .containsEntry("hashKey", "pk")
                .containsEntry("rangeKey", "sk")
                .containsEntry("streamEnabled", true)
                .containsEntry("streamViewType", "NEW_AND_OLD_IMAGES")
                .containsEntry("deletionProtectionEnabled", true)
                .containsEntry("pointInTimeRecovery", Map.of("enabled", true))
                .containsEntry("serverSideEncryption", Map.of("enabled", true))
                .containsEntry("ttl", Map.of("attributeName", "expiresAt", "enabled", true))
                .containsEntry(
                        "globalSecondaryIndexes",
                        List.of(Map.of("name", "byIdentity", "hashKey", "identity", "projectionType", "KEYS_ONLY")))
                .doesNotContainKey("replicas");
        var options = primary.options(table);
        assertThat(options.isProtect()).isTrue();
        assertThat(options.isRetainOnDelete()).isTrue();
        assertThat(options.getIgnoreChanges()).containsExactly("replicas");
    }

    @Test
    void theReplicaIsAResourceOfItsOwnInTheSecondaryRegion() {
        var replica = primary.only(REPLICA);
        var provider = primary.only("pulumi:providers:aws");

        assertThat(replica.inputs())
                .containsEntry("deletionProtectionEnabled", true)
                .containsEntry("pointInTimeRecovery", true);
        assertThat(replica.text("globalTableArn"))
                .contains(":eu-central-1:")
                .endsWith(":table/cognito-backup-table-1a2b3c4");
        assertThat(provider.inputs()).containsEntry("region", "eu-west-1");
        assertThat(replica.provider()).contains(provider.name());
        assertThat(primary.options(replica).isProtect()).isTrue();
        assertThat(primary.options(replica).isRetainOnDelete()).isTrue();
    }

    @Test
    void onlyTheReplicaIsRegisteredOutsideTheRegionOfTheStack() {
        assertThat(primary.registrations())
                .filteredOn(registration -> !registration.provider().isEmpty())
                .singleElement()
                .satisfies(registration -> assertThat(registration.type()).isEqualTo(REPLICA));
        assertThat(secondary.registrations())
                .allSatisfy(registration -> assertThat(registration.provider()).isEmpty());
    }

    @Test
    void theSecondaryStackHasNoTableAndUsesTheReplicaOfThePrimarys() {
        assertThat(secondary.all(TABLE)).isEmpty();
        assertThat(secondary.all(REPLICA)).isEmpty();
        assertThat(secondary.all("pulumi:providers:aws")).isEmpty();
        assertThat(secondary.all("pulumi:pulumi:StackReference"))
                .as("itself, as it was deployed before, and the primary")
                .extracting(Registration::name)
                .containsExactlyInAnyOrder(
                        "organization/cognito-user-profiles-export/secondary",
                        "organization/cognito-user-profiles-export/primary");
        assertThat(secondary.outputs())
                .containsEntry("tableName", "cognito-backup-table-1a2b3c4")
                .containsEntry(
                        "tableArn", "arn:aws:dynamodb:eu-west-1:111122223333:table/cognito-backup-table-1a2b3c4");
    }

    @Test
    void bothStacksExportWhatARunbookNeeds() {
        Stream.of(primary, secondary).forEach(stack -> assertThat(stack.outputs())
                .containsOnlyKeys(
                        "region",
                        "fixedSettings",
                        "tableName",
                        "tableArn",
                        "tableLacks",
                        "userPoolIds",
                        "exportWorkflowArn",
                        "importWorkflowArn",
                        "topicArn",
                        "newUsersQueueUrl",
                        "newUsersDeadLetterQueueUrl",
                        "userUpdatesQueueUrl",
                        "userUpdatesDeadLetterQueueUrl",
                        "schedulesDeadLetterQueueUrl",
                        "reportsBucketName",
                        "exportOverdueSeconds",
                        "alarmTopicArn",
                        "alarmNames",
                        "dashboardName",
                        "dashboardUrl"));
        assertThat(primary.outputs())
                .containsEntry("region", "eu-central-1")
                .containsEntry("userPoolIds", List.of(POOL));
        assertThat(secondary.outputs()).containsEntry("region", "eu-west-1").containsEntry("userPoolIds", List.of());
    }

    @Test
    void bothStacksDeployEveryHandlerWithARoleOfItsOwn() {
        Stream.of(primary, secondary).forEach(stack -> {
            var functions = stack.all(FUNCTION);
            assertThat(functions)
                    .extracting(function -> function.text("handler"))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(Handler.values())
                            .map(Handler::className)
                            .toList());
            assertThat(functions).extracting(function -> function.text("role")).doesNotHaveDuplicates();
            assertThat(functions).allSatisfy(function -> assertThat(function.inputs())
                    .containsEntry("runtime", "java21")
                    .containsEntry("timeout", 300.0)
                    .doesNotContainKey("code"));
        });
    }

    @Test
    void theCodeIsOneObjectNamedByItsContentAndEveryFunctionPublishesAVersionOfIt() throws Exception {
        var object = primary.only("aws:s3/bucketObjectv2:BucketObjectv2");
        var hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(ProgramRun.jar())));

        assertThat(object.inputs())
                .containsEntry("bucket", "cognito-backup-code-eu-central-1-1a2b3c4")
                .containsEntry("key", "functions/" + hash + ".jar")
                .containsEntry("source", Map.of("path", ProgramRun.jar().toString()));
        assertThat(primary.options(object).isRetainOnDelete())
                .as("the code of the deployment before stays")
                .isTrue();
        assertThat(primary.all(FUNCTION)).allSatisfy(function -> assertThat(function.inputs())
                .containsEntry("s3Bucket", object.text("bucket"))
                .containsEntry("s3Key", object.text("key"))
                .containsEntry("publish", true));
    }

    @Test
    void everyFunctionGetsTheWholeEnvironment() {
        assertThat(environment(primary))
                .containsOnlyKeys(
                        "TABLE_NAME",
                        "USER_POOL_IDS",
                        "SOURCE_USER_POOL_IDS",
                        "NEW_USERS_QUEUE_URL",
                        "NEW_USERS_DEAD_LETTER_QUEUE_URL",
                        "USER_UPDATES_QUEUE_URL",
                        "USER_UPDATES_DEAD_LETTER_QUEUE_URL",
                        "SCHEDULES_DEAD_LETTER_QUEUE_URL",
                        "STACK_NAME",
                        "REPORTS_BUCKET",
                        "IMPORT_JOBS_ROLE_ARN",
                        "TOPIC_ARN",
                        "NOTIFICATIONS",
                        "QUOTA_SHARE",
                        "HISTORY_RETENTION_DAYS",
                        "FUNCTION_TIMEOUT_SECONDS",
                        "MEMBER_WORKERS",
                        "LISTING_PARTITIONS",
                        "IMPORT_WORKERS",
                        "LISTING_SETTLE_SECONDS",
                        "SNAPSHOT_PATIENCE_SECONDS",
                        "IMPORT_JOB_PATIENCE_SECONDS",
                        "DELETION_GUARD_PERCENT",
                        "ORIGINAL_SUB_ATTRIBUTE",
                        "CAPTURE_MFA",
                        "IMPORT_INTO_SOURCES",
                        "LOG_LEVEL")
                .containsEntry("USER_POOL_IDS", POOL)
                .containsEntry("SOURCE_USER_POOL_IDS", POOL)
                .containsEntry("FUNCTION_TIMEOUT_SECONDS", "300");
        assertThat(primary.all(FUNCTION))
                .extracting(function -> function.inputs().get("environment"))
                .containsOnly(primary.all(FUNCTION).get(0).inputs().get("environment"));
    }

    @Test
    void theSecondaryStackReadsItsOwnPoolsAndRestoresThePrimarysToo() {
        var configured = ProgramRun.of(
                        with(secondaryConfiguration(), "userPools", "[{\"id\":\"" + SECONDARY_POOL + "\"}]"))
                .succeeded();

        assertThat(environment(secondary))
                .containsEntry("USER_POOL_IDS", "")
                .containsEntry("SOURCE_USER_POOL_IDS", POOL);
        assertThat(environment(configured))
                .containsEntry("USER_POOL_IDS", SECONDARY_POOL)
                .containsEntry("SOURCE_USER_POOL_IDS", SECONDARY_POOL + "," + POOL);
    }

    @Test
    void ratesReachTheFunctionsAsTheyWereConfigured() {
        var configuration =
                with(primaryConfiguration(), "requestsPerSecond", "{\"UserList\": 15, \"UserCreation\": 2.5}");
        var environment = environment(ProgramRun.of(with(with(configuration, "cognitoTps", "20"), "quotaShare", "0.25"))
                .succeeded());

        assertThat(environment)
                .containsEntry("QUOTA_SHARE", "0.25")
                .containsEntry("COGNITO_TPS", "20.0")
                .containsEntry("REQUESTS_PER_SECOND", "{\"UserCreation\":2.5,\"UserList\":15.0}");
    }

    @Test
    void theWorkflowsCallDeployedFunctionsAndNothingElse() {
        Stream.of(primary, secondary).forEach(stack -> {
            var workflows = stack.all(STATE_MACHINE);
            assertThat(workflows).hasSize(2);
            assertThat(workflows).allSatisfy(workflow -> {
                assertThat(workflow.text("type")).isEqualTo("STANDARD");
                assertThat(workflow.text("definition")).doesNotContain("${");
            });
            var called = workflows.stream()
                    .flatMap(workflow -> texts(JsonParser.parseString(workflow.text("definition")), "FunctionName"))
                    .toList();
            var deployed = stack.all(FUNCTION).stream()
                    .filter(function -> !Set.of(Handler.EXECUTION_ENDED.className(), Handler.WATCH_BACKUPS.className())
                            .contains(function.text("handler")))
                    .map(function -> "arn:aws:lambda:" + stack.outputs().get("region") + ":111122223333:function:"
                            + function.name() + "-1a2b3c4:" + PretendAws.FUNCTION_VERSION)
                    .toList();
            assertThat(new TreeSet<>(called)).containsExactlyInAnyOrderElementsOf(deployed);
        });
    }

    /** Executions that began before a deployment call the versions before it. */
    @Test
    void aWorkflowMayCallEveryVersionOfTheFunctionsOfItsDefinitionAndNoOther() {
        primary.all(STATE_MACHINE).forEach(workflow -> {
            var called = texts(JsonParser.parseString(workflow.text("definition")), "FunctionName")
                    .map(arn -> arn.replaceFirst(":" + PretendAws.FUNCTION_VERSION + "$", ":*"))
                    .collect(Collectors.toCollection(TreeSet::new));
            var allowed = statements(primary.rolePolicies().get(workflow.name() + "-workflow-policy"))
                    .filter(statement -> strings(statement, "Action").contains("lambda:InvokeFunction"))
                    .flatMap(statement -> strings(statement, "Resource").stream())
                    .toList();
            assertThat(allowed).containsExactlyInAnyOrderElementsOf(called);
        });
    }

    @Test
    void executionDataIsNotLogged() {
        assertThat(primary.all(STATE_MACHINE))
                .allSatisfy(workflow -> assertThat((Map<?, ?>) workflow.inputs().get("loggingConfiguration"))
                        .isEqualTo(Map.of(
                                "level",
                                "ERROR",
                                "includeExecutionData",
                                false,
                                "logDestination",
                                "arn:aws:logs:eu-central-1:111122223333:log-group:/aws/vendedlogs/states/"
                                        + workflow.text("name") + ":*")));
    }

    @Test
    void everyLogIsEncryptedAndForgets() {
        var key = "arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555";

        assertThat(primary.all(LOG_GROUP)).hasSize(Handler.values().length + 2);
        assertThat(primary.all(LOG_GROUP)).allSatisfy(group -> assertThat(group.inputs())
                .containsEntry("retentionInDays", 30.0)
                .containsEntry("kmsKeyId", key));
        assertThat(primary.all(FUNCTION)).allSatisfy(function -> assertThat(primary.all(LOG_GROUP))
                .extracting(group -> group.text("name"))
                .contains((String) ((Map<?, ?>) function.inputs().get("loggingConfig")).get("logGroup")));
    }

    @Test
    void topicQueuesAndBucketUseTheCustomerManagedKeyOfTheRegion() {
        var key = primary.only("aws:kms/key:Key");
        var keyArn = "arn:aws:kms:eu-central-1:111122223333:key/11111111-2222-3333-4444-555555555555";

        assertThat(key.inputs()).containsEntry("enableKeyRotation", true);
        assertThat(key.text("policy"))
                .contains("arn:aws:iam::111122223333:root", "logs.eu-central-1.amazonaws.com")
                .contains("arn:aws:logs:eu-central-1:111122223333:log-group:*");
        assertThat(primary.only("aws:sns/topic:Topic").inputs()).containsEntry("kmsMasterKeyId", keyArn);
        assertThat(primary.all(QUEUE)).hasSize(5).allSatisfy(queue -> assertThat(queue.inputs())
                .containsEntry("kmsMasterKeyId", keyArn));
        assertThat(primary.named("cognito-backup-reports-encryption").inputs().toString())
                .contains("aws:kms", keyArn);
    }

    @Test
    void eachQueueHasADeadLetterQueueThatKeepsItsMessagesForTwoWeeks() {
        Stream.of("new-users", "user-updates").forEach(name -> {
            var queue = primary.named("cognito-backup-" + name);
            var deadLetters = primary.named("cognito-backup-" + name + "-dead-letters");

            assertThat(queue.inputs()).containsEntry("visibilityTimeoutSeconds", 300.0);
            assertThat(deadLetters.inputs()).containsEntry("messageRetentionSeconds", 1_209_600.0);
            assertThat(JsonParser.parseString(queue.text("redrivePolicy"))
                            .getAsJsonObject()
                            .get("deadLetterTargetArn")
                            .getAsString())
                    .isEqualTo("arn:aws:sqs:eu-central-1:111122223333:" + deadLetters.name() + "-1a2b3c4");
        });
    }

    @Test
    void theReportsBucketIsPrivateTlsOnlyVersionedAndExpiring() {
        var bucket = "cognito-backup-reports-eu-central-1-1a2b3c4";

        assertThat(primary.named("cognito-backup-reports-private").inputs())
                .isEqualTo(Map.of(
                        "bucket", bucket,
                        "blockPublicAcls", true,
                        "blockPublicPolicy", true,
                        "ignorePublicAcls", true,
                        "restrictPublicBuckets", true));
        assertThat(primary.named("cognito-backup-reports-ownership").inputs())
                .containsEntry("rule", Map.of("objectOwnership", "BucketOwnerEnforced"));
        assertThat(primary.named("cognito-backup-reports-versioning").inputs())
                .containsEntry("versioningConfiguration", Map.of("status", "Enabled"));
        assertThat(primary.named("cognito-backup-reports-expiry").inputs().toString())
                .contains("expiration={days=90.0}", "noncurrentVersionExpiration={noncurrentDays=30.0}");
        assertThat(JsonParser.parseString(
                        primary.named("cognito-backup-reports-tls-only").text("policy")))
                .isEqualTo(JsonParser.parseString("""
                        {"Version": "2012-10-17", "Statement": [{
                          "Effect": "Deny", "Principal": {"AWS": "*"}, "Action": ["s3:*"],
                          "Resource": ["arn:aws:s3:::%1$s", "arn:aws:s3:::%1$s/*"],
                          "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}""".formatted(bucket)));
    }

    @Test
    void executionsThatDoNotSucceedAreWatchedFromOutside() {
        var rule = JsonParser.parseString(
                        primary.only("aws:cloudwatch/eventRule:EventRule").text("eventPattern"))
                .getAsJsonObject();
        var target = primary.only("aws:cloudwatch/eventTarget:EventTarget");

        assertThat(strings(rule, "source")).containsExactly("aws.states");
        assertThat(strings(rule, "detail-type")).containsExactly("Step Functions Execution Status Change");
        assertThat(strings(rule.getAsJsonObject("detail"), "status")).containsExactly("FAILED", "TIMED_OUT", "ABORTED");
        assertThat(strings(rule.getAsJsonObject("detail"), "stateMachineArn"))
                .containsExactly((String) primary.outputs().get("exportWorkflowArn"), (String)
                        primary.outputs().get("importWorkflowArn"));
        assertThat(target.text("arn")).endsWith(":function:cognito-backup-ExecutionEnded-1a2b3c4");
        assertThat(statements(primary.rolePolicies().get("cognito-backup-execution-ended-rule-policy")))
                .singleElement()
                .satisfies(statement -> {
                    assertThat(strings(statement, "Action")).containsExactly("lambda:InvokeFunction");
                    assertThat(strings(statement, "Resource")).containsExactly(target.text("arn"));
                });
    }

    @Test
    void aPoolWithAScheduleIsExportedByIt() {
        var schedule = primary.named("cognito-backup-export-" + POOL);

        assertThat(schedule.text("scheduleExpression")).isEqualTo("rate(1 day)");
        assertThat(schedule.inputs()).containsEntry("flexibleTimeWindow", Map.of("mode", "OFF"));
        var target = (Map<?, ?>) schedule.inputs().get("target");
        assertThat(target.get("arn")).isEqualTo(primary.outputs().get("exportWorkflowArn"));
        assertThat(target.get("input")).isEqualTo("{\"userPoolId\":\"" + POOL + "\"}");
        assertThat(target.get("retryPolicy")).isNotNull();
    }

    /** Emulators give longer ids than AWS, up to what its API allows. */
    @Test
    void everyPoolsScheduleHasANameOfItsOwnThatAwsTakes() {
        var longest = "eu-central-1_" + "a".repeat(41);
        var pools = List.of("eu-central-1_Source", longest + "1", longest + "2");
        var run = ProgramRun.of(with(
                with(primaryConfiguration(), "namePrefix", "a-prefix-of-twenty-c"),
                "userPools",
                pools.stream()
                        .map(id -> "{\"id\":\"" + id + "\",\"schedule\":\"rate(1 day)\"}")
                        .collect(joining(",", "[", "]"))));

        var names = exportSchedules(run).stream().map(Registration::name).toList();
        assertThat(names)
                .hasSize(3)
                .doesNotHaveDuplicates()
                .contains("a-prefix-of-twenty-c-export-eu-central-1_Source")
                .allSatisfy(name -> assertThat(name).hasSizeLessThanOrEqualTo(64 - "-1a2b3c4".length()));
    }

    private static List<Registration> exportSchedules(ProgramRun run) {
        return run.all(SCHEDULE).stream()
                .filter(schedule -> !schedule.name().endsWith("-watch"))
                .toList();
    }

    @Test
    void aPoolWithoutAScheduleIsExportedByHand() {
        var byHand = ProgramRun.of(with(primaryConfiguration(), "userPools", "[{\"id\":\"" + POOL + "\"}]"))
                .succeeded();

        assertThat(exportSchedules(byHand)).isEmpty();
        assertThat(environment(byHand)).containsEntry("USER_POOL_IDS", POOL);
        assertThat(exportSchedules(secondary)).isEmpty();
    }

    @Test
    void theTableThatAPoolIsMigratedFromCanBeReadByExportsAndWrittenByNobody() {
        var migrating = ProgramRun.of(with(
                        primaryConfiguration(),
                        "userPools",
                        "[{\"id\":\"" + POOL + "\",\"retiredTable\":\"OldBackup\"}]"))
                .succeeded();
        var table = "arn:aws:dynamodb:eu-central-1:111122223333:table/OldBackup";

        assertThat(environment(migrating)).containsEntry("RETIRED_TABLES", "{\"" + POOL + "\":\"OldBackup\"}");
        assertThat(environment(primary)).doesNotContainKey("RETIRED_TABLES");
        assertThat(exportSchedules(migrating)).isEmpty();
        List<JsonObject> reading = migrating.rolePolicies().values().stream()
                .flatMap(ProgramTest::statements)
                .filter(statement -> strings(statement, "Resource").contains(table))
                .toList();
        assertThat(reading).hasSize(7).allSatisfy(statement -> {
            assertThat(strings(statement, "Action"))
                    .isSubsetOf("dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan");
            assertThat(strings(statement, "Resource")).containsExactly(table);
        });
    }

    @Test
    void anAddressIsSubscribedWhereOneIsConfigured() {
        var notifying = ProgramRun.of(with(primaryConfiguration(), "notificationEmail", "operations@example.com"))
                .succeeded();

        assertThat(notifying.only(SUBSCRIPTION).inputs())
                .containsEntry("protocol", "email")
                .containsEntry("endpoint", "operations@example.com")
                .containsEntry("topic", notifying.outputs().get("topicArn"));
        assertThat(primary.all(SUBSCRIPTION)).isEmpty();
    }

    @Test
    void anExistingTopicIsToldByRunsAndAlarmsAndItsKeyIsUsedForNothingElse() {
        var topic = "arn:aws:sns:eu-central-1:111122223333:operations";
        var key = "arn:aws:kms:eu-central-1:111122223333:key/topic";
        var withTopic = with(primaryConfiguration(), "existingTopic", topic);
        var unencrypted = ProgramRun.of(withTopic).succeeded();
        var encrypted = ProgramRun.of(with(withTopic, "existingTopicKey", key)).succeeded();

        Stream.of(unencrypted, encrypted).forEach(run -> {
            assertThat(run.all("aws:sns/topic:Topic")).isEmpty();
            assertThat(run.outputs()).containsEntry("topicArn", topic).containsEntry("alarmTopicArn", topic);
            assertThat(environment(run)).containsEntry("TOPIC_ARN", topic);
            assertThat(run.all("aws:cloudwatch/metricAlarm:MetricAlarm"))
                    .allSatisfy(alarm -> assertThat(alarm.inputs()).containsEntry("alarmActions", List.of(topic)));
        });
        assertThat(statements(unencrypted.rolePolicies().get("cognito-backup-Notify-policy")))
                .filteredOn(statement -> strings(statement, "Action").stream().anyMatch(one -> one.startsWith("kms:")))
                .isEmpty();
        encrypted.rolePolicies().forEach((name, policy) -> {
            var publishes = policy.toString().contains("sns:Publish");
            assertThat(statements(policy)
                            .filter(statement -> strings(statement, "Resource").contains(key)))
                    .as(name)
                    .hasSize(publishes ? 1 : 0)
                    .allSatisfy(statement -> assertThat(strings(statement, "Action"))
                            .containsExactly("kms:Decrypt", "kms:GenerateDataKey"));
        });
    }

    @Test
    void rolesNameActionsAndResources() {
        Stream.of(primary, secondary).forEach(stack -> stack.rolePolicies().forEach((name, policy) -> assertThat(
                        statements(policy))
                .as(name)
                .allSatisfy(statement -> {
                    assertThat(strings(statement, "Action")).isNotEmpty().noneMatch(action -> action.contains("*"));
                    assertThat(strings(statement, "Resource")).isNotEmpty();
                    if (strings(statement, "Resource").contains("*")) {
                        assertThat(WITHOUT_RESOURCE).containsAll(strings(statement, "Action"));
                    }
                })));
    }

    @Test
    void theTableOfAnotherRegionIsNowhereInReach() {
        assertThat(secondary.rolePolicies().toString())
                .contains("arn:aws:dynamodb:eu-west-1:")
                .doesNotContain("eu-central-1");
    }

    @Test
    void importsAreDeniedWritingToThePoolsThatAreBackedUp() {
        var source = "arn:aws:cognito-idp:eu-central-1:111122223333:userpool/" + POOL;

        Stream.of("ImportGroups", "RunImportJobs", "CreateUsers", "UpdateUsers").forEach(name -> {
            var denied = actionsOn(primary, name, "Deny", source);
            assertThat(denied).isNotEmpty();
            assertThat(actionsOn(primary, name, "Allow", "arn:aws:cognito-idp:eu-central-1:111122223333:userpool/*"))
                    .containsAll(denied);
        });
    }

    @Test
    void importsMayWriteToThePoolsThatAreBackedUpOnceTheConfigurationSaysSo() {
        var source = "arn:aws:cognito-idp:eu-central-1:111122223333:userpool/" + POOL;
        var everywhere = ProgramRun.of(with(primaryConfiguration(), "importIntoSources", "true"))
                .succeeded();
        var limited = ProgramRun.of(with(
                        with(primaryConfiguration(), "importIntoSources", "true"),
                        "importTargets",
                        "[\"eu-central-1_Target\"]"))
                .succeeded();

        assertThat(everywhere
                        .rolePolicies()
                        .get("cognito-backup-CreateUsers-policy")
                        .toString())
                .doesNotContain("Deny");
        assertThat(actionsOn(limited, "CreateUsers", "Allow", source)).contains("cognito-idp:AdminCreateUser");
        assertThat(environment(everywhere)).containsEntry("IMPORT_INTO_SOURCES", "true");
        assertThat(environment(primary)).containsEntry("IMPORT_INTO_SOURCES", "false");
    }

    @Test
    void exportsMayAskForSingleUsersOnlyWhereTheConfigurationWantsTheirSecondFactors() {
        var capturing = ProgramRun.of(with(primaryConfiguration(), "captureMfa", "true"))
                .succeeded();
        var policy = "cognito-backup-ExportUsers-policy";

        assertThat(capturing.rolePolicies().get(policy).toString()).contains("cognito-idp:AdminGetUser");
        assertThat(environment(capturing)).containsEntry("CAPTURE_MFA", "true");
        assertThat(primary.rolePolicies().get(policy).toString()).doesNotContain("cognito-idp:AdminGetUser");
        assertThat(environment(primary)).containsEntry("CAPTURE_MFA", "false");
    }

    @Test
    void importsMayUseTheBackupsOfFurtherPoolsOnceTheConfigurationNamesThem() {
        var failedBack = ProgramRun.of(with(primaryConfiguration(), "furtherSources", "[\"eu-west-1_Restored\"]"))
                .succeeded();

        assertThat(environment(failedBack)).containsEntry("SOURCE_USER_POOL_IDS", POOL + ",eu-west-1_Restored");
        assertThat(failedBack.outputs().get("userPoolIds")).isEqualTo(List.of(POOL));
    }

    @Test
    void importsMayFillTheConfiguredTargetsOnlyWhereThereAreAny() {
        var target = "eu-central-1_Target";
        var limited = ProgramRun.of(with(primaryConfiguration(), "importTargets", "[\"" + target + "\"]"))
                .succeeded();

        assertThat(actionsOn(
                        limited,
                        "CreateUsers",
                        "Allow",
                        "arn:aws:cognito-idp:eu-central-1:111122223333:userpool/" + target))
                .contains("cognito-idp:AdminCreateUser");
        assertThat(limited.rolePolicies().toString()).doesNotContain("userpool/*");
    }

    @Test
    void servicesTakeOnARoleForThisAccountOnly() {
        assertThat(primary.all("aws:iam/role:Role"))
                .filteredOn(role -> !role.text("assumeRolePolicy").contains("lambda.amazonaws.com"))
                .hasSize(6)
                .allSatisfy(role -> assertThat(role.text("assumeRolePolicy"))
                        .contains("{\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"}}"));
    }

    @Test
    void importJobsWriteTheirLogsAndNothingElse() {
        Stream.of(primary, secondary).forEach(stack -> {
            var region = String.valueOf(stack.outputs().get("region"));
            var role = stack.all("aws:iam/role:Role").stream()
                    .filter(each -> each.name().equals("cognito-backup-import-jobs-" + region))
                    .findFirst()
                    .orElseThrow();
            assertThat(role.text("assumeRolePolicy"))
                    .contains(
                            "cognito-idp.amazonaws.com", "{\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\"}}");
            assertThat(statements(stack.rolePolicies().get("cognito-backup-import-jobs-policy")))
                    .singleElement()
                    .satisfies(statement -> {
                        assertThat(strings(statement, "Action"))
                                .containsExactly(
                                        "logs:CreateLogGroup",
                                        "logs:CreateLogStream",
                                        "logs:DescribeLogStreams",
                                        "logs:PutLogEvents");
                        assertThat(strings(statement, "Resource"))
                                .containsExactly("arn:aws:logs:" + region + ":111122223333:log-group:/aws/cognito/*");
                    });
        });
    }

    @Test
    void onlyTheFunctionOfImportJobsGivesCognitoTheirRole() {
        primary.rolePolicies().forEach((name, policy) -> {
            var passed = statements(policy)
                    .filter(statement -> strings(statement, "Action").contains("iam:PassRole"))
                    .filter(statement -> statement.toString().contains("cognito-idp.amazonaws.com"))
                    .toList();
            if (!name.equals("cognito-backup-RunImportJobs-policy")) {
                assertThat(passed).as(name).isEmpty();
                return;
            }
            assertThat(passed).singleElement().satisfies(statement -> {
                assertThat(statement.toString())
                        .contains("{\"StringEquals\":{\"iam:PassedToService\":\"cognito-idp.amazonaws.com\"}}");
                assertThat(strings(statement, "Resource"))
                        .singleElement()
                        .asString()
                        .contains("cognito-backup-import-jobs-eu-central-1");
            });
        });
    }

    @Test
    void misspeltKeysAreFoundInWhatTheEngineSays() {
        assertThat(Program.keysOfProject("""
                        {"cognito-user-profiles-export:quotashare": "1", "aws:region": "eu-central-1"}""")).containsExactly("quotashare");
        assertThat(Program.keysOfProject(null)).isEmpty();
    }

    @Test
    void exportsMayOnlyReadThePoolsThatAreBackedUp() {
        Stream.of("CheckUserPool", "ExportUsers", "ExportGroups", "ExportMembers", "FindSuspects", "Reconcile")
                .forEach(name -> assertThat(statements(primary.rolePolicies().get("cognito-backup-" + name + "-policy"))
                                .filter(statement -> strings(statement, "Action").stream()
                                        .anyMatch(action -> action.startsWith("cognito-idp:"))))
                        .as(name)
                        .isNotEmpty()
                        .allSatisfy(statement -> {
                            assertThat(strings(statement, "Action"))
                                    .allMatch(action -> action.matches("cognito-idp:(List|Get|Describe).*"));
                            if (!WITHOUT_RESOURCE.containsAll(strings(statement, "Action"))) {
                                assertThat(strings(statement, "Resource"))
                                        .containsExactly(
                                                "arn:aws:cognito-idp:eu-central-1:111122223333:userpool/" + POOL);
                            }
                        }));
    }

    @Test
    void neitherPartitionNorRegionIsWrittenDownAnywhere() {
        var china = primaryConfiguration();
        china.put("aws:region", "cn-north-1");
        china.put("secondaryRegion", "cn-northwest-1");
        china.put("userPools", "[{\"id\":\"cn-north-1_Source\"}]");
        var stack = ProgramRun.of("aws-cn", china).succeeded();

        assertThat(stack.json()).doesNotContain("arn:aws:").doesNotContainPattern("(us|eu|ap)-[a-z]+-\\d");
        assertThat(stack.only("aws:kms/key:Key").text("policy")).contains("logs.cn-north-1.amazonaws.com.cn");
    }

    @Test
    void namesThatAreUniqueBeyondARegionHaveTheRegionInThem() {
        Stream.of("aws:iam/role:Role", "aws:s3/bucketV2:BucketV2").forEach(type -> assertThat(primary.all(type))
                .isNotEmpty()
                .allSatisfy(registration -> assertThat(registration.name()).endsWith("-eu-central-1")));
    }

    @Test
    void nothingIsRegisteredIfTheConfigurationIsWrong() {
        var wrong = ProgramRun.of(with(primaryConfiguration(), "quotaShare", "2"));

        assertThat(wrong.failure())
                .contains("cognito-user-profiles-export:quotaShare is '2'. Allowed: a number above 0 and at most 1.");
        assertThat(wrong.registrations()).isEmpty();
    }

    @Test
    void aMissingJarIsToldWithWhatToRun() {
        var unpackaged = ProgramRun.of(with(primaryConfiguration(), "lambdaJar", "no-such-directory/functions.jar"));

        assertThat(unpackaged.failure())
                .contains("cognito-user-profiles-export:lambdaJar is 'no-such-directory/functions.jar'")
                .contains(Path.of("no-such-directory/functions.jar")
                        .toAbsolutePath()
                        .toString())
                .contains("run `mvn package` at the top level of the project");
        assertThat(unpackaged.registrations()).isEmpty();
    }

    private static Map<String, String> environment(ProgramRun stack) {
        var environment = (Map<?, ?>) stack.all(FUNCTION).get(0).inputs().get("environment");
        var variables = new TreeMap<String, String>();
        ((Map<?, ?>) environment.get("variables"))
                .forEach((name, value) -> variables.put((String) name, (String) value));
        return variables;
    }

    private static List<String> actionsOn(ProgramRun stack, String function, String effect, String resource) {
        return statements(stack.rolePolicies().get("cognito-backup-" + function + "-policy"))
                .filter(statement -> statement.get("Effect").getAsString().equals(effect))
                .filter(statement -> strings(statement, "Resource").contains(resource))
                .flatMap(statement -> strings(statement, "Action").stream())
                .filter(action -> !action.matches("cognito-idp:(List|Get|Describe|AdminGet).*"))
                .toList();
    }

    private static Stream<JsonObject> statements(JsonObject policy) {
        return StreamSupport.stream(policy.getAsJsonArray("Statement").spliterator(), false)
                .map(JsonElement::getAsJsonObject);
    }

    private static List<String> strings(JsonObject object, String member) {
        return StreamSupport.stream(object.getAsJsonArray(member).spliterator(), false)
                .map(JsonElement::getAsString)
                .toList();
    }

    /** The values of a member, wherever it occurs. */
    private static Stream<String> texts(JsonElement json, String member) {
        if (json instanceof JsonArray array) {
            return StreamSupport.stream(array.spliterator(), false).flatMap(element -> texts(element, member));
        }
        if (json instanceof JsonObject object) {
            return object.entrySet().stream()
                    .flatMap(entry -> entry.getKey().equals(member)
                            ? Stream.of(entry.getValue().getAsString())
                            : texts(entry.getValue(), member));
        }
        return Stream.empty();
    }

    /** IAM counts the characters of all of a role's own policies, white space left out; each has one here. */
    @Test
    void policiesOfAsManyPoolsAsAStackMayHaveFitIntoTheirRoles() {
        var pools = IntStream.range(0, PoolsReader.MOST_POOLS)
                .mapToObj(number -> "{\"id\":\"eu-central-1_%09d\"}".formatted(number))
                .collect(Collectors.joining(",", "[", "]"));
        var configuration = new HashMap<>(primaryConfiguration());
        configuration.put("userPools", pools);

        var policies = ProgramRun.of(configuration).succeeded().rolePolicies();

        // In the partition with the longest names each of up to 75 ARNs is 10 characters longer.
        assertThat(policies).hasSizeGreaterThan(30).allSatisfy((name, policy) -> assertThat(
                        policy.toString().replaceAll("\\s", ""))
                .as(name)
                .hasSizeLessThan(10_240 - 750));
    }
}
