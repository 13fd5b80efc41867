package cognitobackup.stacks;

import com.pulumi.core.Output;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What functions may be allowed to do, each as the statements of an IAM policy that allow it and no more. */
enum Access {
    /** Read and write the table of this Region: records, seen parts, manifests, the run lock, imports. */
    TABLE(resources -> Stream.of(Statement.allow(
                    "dynamodb:BatchGetItem",
                    "dynamodb:ConditionCheckItem",
                    "dynamodb:DeleteItem",
                    "dynamodb:GetItem",
                    "dynamodb:PutItem",
                    "dynamodb:Query",
                    "dynamodb:UpdateItem")
            .on(List.of(resources.tableArn(), resources.indexArn())))),

    /** Ask whether an execution of ours has ended, and how. */
    EXECUTIONS(
            resources -> Stream.of(Statement.allow("states:DescribeExecution").on(resources.executionArns()))),

    SOURCE_USERS(resources -> on(resources.userPoolArns(), "cognito-idp:DescribeUserPool", "cognito-idp:ListUsers")),

    /** Bills whoever is asked for as an active user, so only where the configuration wants it. */
    SOURCE_MFA(resources -> resources.settings().captureMfa()
            ? on(resources.userPoolArns(), "cognito-idp:AdminGetUser")
            : Stream.empty()),

    SOURCE_GROUPS(resources -> on(
            resources.userPoolArns(),
            "cognito-idp:DescribeUserPool",
            "cognito-idp:GetGroup",
            "cognito-idp:ListGroups")),

    SOURCE_MEMBERS(
            resources -> on(resources.userPoolArns(), "cognito-idp:DescribeUserPool", "cognito-idp:ListUsersInGroup")),

    SOURCE_CONFIGURATION(resources -> configuration(resources.userPoolArns())),

    /** Read the tables that pools are migrated from. Nothing writes to them. */
    RETIRED_TABLES(
            resources -> on(resources.retiredTableArns(), "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:Scan")),

    TARGET_SETTINGS(resources -> on(resources.comparedUserPoolArns(), "cognito-idp:DescribeUserPool")),

    /** App clients and identity providers among it; who may write which attributes decides what users are known by. */
    TARGET_CONFIGURATION(resources -> configuration(resources.comparedUserPoolArns())),

    TARGET_MFA(resources -> on(resources.comparedUserPoolArns(), "cognito-idp:GetUserPoolMfaConfig")),

    TARGET_USERS(resources -> on(resources.comparedUserPoolArns(), "cognito-idp:ListUsers")),

    /** Bills whoever is asked for as an active user, so it is not for listings. */
    ONE_TARGET_USER(resources -> on(resources.targetUserPoolArns(), "cognito-idp:AdminGetUser")),

    TARGET_GROUPS(resources -> on(resources.comparedUserPoolArns(), "cognito-idp:ListGroups")),

    TARGET_MEMBERS(resources -> on(resources.comparedUserPoolArns(), "cognito-idp:ListUsersInGroup")),

    WRITE_TARGET_GROUPS(resources -> Stream.concat(
            onTargets(resources, "cognito-idp:CreateGroup", "cognito-idp:UpdateGroup"),
            // The groups come with the roles that they give their members; which these are, only the backup knows.
            Stream.of(Statement.allow("iam:PassRole")
                    .on(resources.site().iamArn("role/*"))
                    .when("StringEquals", "iam:PassedToService", Output.of("cognito-identity.amazonaws.com"))))),

    CREATE_TARGET_USERS(
            resources -> onTargets(resources, "cognito-idp:AdminCreateUser", "cognito-idp:AdminSetUserPassword")),

    /** Ask which columns the file of an import job has. */
    TARGET_CSV_HEADER(resources -> on(resources.comparedUserPoolArns(), "cognito-idp:GetCSVHeader")),

    RUN_IMPORT_JOBS(resources -> Stream.concat(
            onTargets(
                    resources,
                    "cognito-idp:CreateUserImportJob",
                    "cognito-idp:StartUserImportJob",
                    "cognito-idp:StopUserImportJob"),
            Stream.concat(
                    on(
                            resources.targetUserPoolArns(),
                            "cognito-idp:DescribeUserImportJob",
                            "cognito-idp:ListUserImportJobs"),
                    // The role by which Cognito writes the jobs' logs.
                    Stream.of(Statement.allow("iam:PassRole")
                            .on(resources.importJobs().roleArn)
                            .when("StringEquals", "iam:PassedToService", Output.of(ImportJobs.SERVICE)))))),

    UPDATE_TARGET_USERS(resources -> onTargets(
            resources,
            "cognito-idp:AdminAddUserToGroup",
            "cognito-idp:AdminDeleteUserAttributes",
            "cognito-idp:AdminDisableProviderForUser",
            "cognito-idp:AdminDisableUser",
            "cognito-idp:AdminEnableUser",
            "cognito-idp:AdminLinkProviderForUser",
            "cognito-idp:AdminRemoveUserFromGroup",
            "cognito-idp:AdminSetUserMFAPreference",
            "cognito-idp:AdminUpdateUserAttributes")),

    SEND_NEW_USERS(resources -> send(resources, resources.queues().newUsers)),

    SEND_USER_UPDATES(resources -> send(resources, resources.queues().userUpdates)),

    WORK_NEW_USERS(resources -> work(resources, resources.queues().newUsers)),

    WORK_USER_UPDATES(resources -> work(resources, resources.queues().userUpdates)),

    /** Read and write the plans and reports of imports. */
    REPORTS(resources -> {
        var bucket = resources.reports().bucketArn;
        return Stream.of(
                Statement.allow("s3:GetObject", "s3:PutObject").on(Output.format("%s/*", bucket)),
                Statement.allow("s3:ListBucket").on(bucket),
                useOfKey(resources));
    }),

    TOPIC(resources ->
            Stream.of(Statement.allow("sns:Publish").on(resources.notifications().topicArn), useOfKey(resources)));

    @SuppressWarnings("ImmutableEnumChecker") // The functions keep nothing.
    private final Function<Resources, Stream<Statement>> statements;

    Access(Function<Resources, Stream<Statement>> statements) {
        this.statements = statements;
    }

    Stream<Statement> statements(Resources resources) {
        return statements.apply(resources);
    }

    /** Without pools or tables there is nothing to allow: a statement cannot name no resource. */
    private static Stream<Statement> on(List<Output<String>> arns, String... actions) {
        return arns.isEmpty()
                ? Stream.empty()
                : Stream.of(Statement.allow(actions).on(arns));
    }

    private static Stream<Statement> configuration(List<Output<String>> pools) {
        return Stream.concat(
                on(
                        pools,
                        "cognito-idp:DescribeIdentityProvider",
                        "cognito-idp:DescribeUserPool",
                        "cognito-idp:DescribeUserPoolClient",
                        "cognito-idp:GetUserPoolMfaConfig",
                        "cognito-idp:ListIdentityProviders",
                        "cognito-idp:ListResourceServers",
                        "cognito-idp:ListUserPoolClients"),
                // A domain is not a resource of IAM:
                // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html
                Stream.of(Statement.allow("cognito-idp:DescribeUserPoolDomain").onEverything()));
    }

    /** A denial wins over whatever allows, so it protects the sources even if the role is given more some day. */
    private static Stream<Statement> onTargets(Resources resources, String... actions) {
        var sources = resources.forbiddenUserPoolArns();
        return Stream.concat(
                on(resources.targetUserPoolArns(), actions),
                sources.isEmpty()
                        ? Stream.empty()
                        : Stream.of(Statement.deny(actions).on(sources)));
    }

    private static Stream<Statement> send(Resources resources, ImportQueues.QueuePair queues) {
        return Stream.of(Statement.allow("sqs:SendMessage").on(queues.queue().arn()), useOfKey(resources));
    }

    /** What failed is sent on singly, and in the end to the dead-letter queue. */
    private static Stream<Statement> work(Resources resources, ImportQueues.QueuePair queues) {
        return Stream.of(
                Statement.allow("sqs:DeleteMessage", "sqs:ReceiveMessage", "sqs:SendMessage")
                        .on(queues.queue().arn()),
                Statement.allow("sqs:SendMessage").on(queues.deadLetters().arn()),
                useOfKey(resources));
    }

    /** Queues, topic and bucket encrypt with their caller's right to the key. */
    private static Statement useOfKey(Resources resources) {
        return Statement.allow("kms:Decrypt", "kms:GenerateDataKey").on(resources.encryption().keyArn);
    }
}
