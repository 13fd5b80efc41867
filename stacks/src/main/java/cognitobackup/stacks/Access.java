package cognitobackup.stacks;

import com.pulumi.core.Output;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What functions may be allowed to do, each as the statements of an IAM policy that allow it and no more. */
enum Access {
    /** Check that a run still holds its lock; read an import's state. */
    LOCK(resources -> onTable(resources, "dynamodb:GetItem")),

    TAKE_LOCK(resources -> onTable(resources, "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem")),

    RELEASE_LOCK(resources -> onTable(resources, "dynamodb:UpdateItem")),

    /** Read what exports wrote: manifests, versions, what workers saw. */
    READ_BACKUP(resources -> onTable(resources, "dynamodb:Query")),

    /** Read records by their keys, many at once. */
    READ_RECORDS(resources -> onTable(resources, "dynamodb:BatchGetItem")),

    /** Find who has an identity. */
    FIND_IDENTITIES(resources -> Stream.concat(
            Stream.of(Statement.allow("dynamodb:Query").on(resources.indexArn())), useOfTableKey(resources))),

    /** Store records beside what is known of them, and note what was seen. */
    STORE_RECORDS(resources ->
            onTable(resources, "dynamodb:BatchGetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem")),

    /** Note what is to be listed again. */
    NOTE_FINDINGS(resources -> onTable(resources, "dynamodb:PutItem")),

    /** Store what a listing missed, and keep the older versions of what is gone. */
    STORE_MISSED_RECORDS(resources -> onTable(resources, "dynamodb:BatchGetItem")
            .map(statement -> statement.because(Reason.ASKS_FOR_WHAT_LISTINGS_MISSED))),

    UPDATE_MISSED_RECORDS(resources -> onTable(resources, "dynamodb:UpdateItem")
            .map(statement -> statement.because(Reason.ASKS_FOR_WHAT_LISTINGS_MISSED))),

    UPDATE_RECORDS(resources -> onTable(resources, "dynamodb:UpdateItem")),

    KEEP_OLDER_VERSIONS(resources -> onTable(resources, "dynamodb:PutItem")
            .map(statement -> statement.because(Reason.KEEPS_OLDER_VERSIONS_OF_WHAT_IS_GONE))),

    REMOVE_RECORDS(resources -> onTable(resources, "dynamodb:DeleteItem")
            .map(statement -> statement.because(Reason.REMOVES_WHAT_NO_EXPORT_COMPLETED))),

    /** Write the manifest in one transaction with a check of the lock and the expiry of the one before. */
    COMPLETE_EXPORT(resources -> onTable(
            resources, "dynamodb:ConditionCheckItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem")),

    /** Keep what an import did, and how far it is. */
    KEEP_RESULTS(resources -> onTable(resources, "dynamodb:PutItem")),

    /** Tell of an execution's end once, and give its lock back. */
    NOTICES(resources -> Stream.concat(
            onTable(resources, "dynamodb:PutItem", "dynamodb:UpdateItem"),
            onTable(resources, "dynamodb:DeleteItem", "dynamodb:GetItem")
                    .map(statement -> statement.because(Reason.TELLS_ONCE_WHATEVER_HAPPENS)))),

    /** Ask whether an execution of ours has ended, and how. */
    EXECUTIONS(resources -> Stream.of(Statement.allow("states:DescribeExecution")
            .on(resources.executionArns())
            .because(Reason.ASKS_WHETHER_EXECUTIONS_HAVE_ENDED))),

    SOURCE_USERS(resources -> on(resources.userPoolArns(), "cognito-idp:DescribeUserPool", "cognito-idp:ListUsers")),

    /** Bills whoever is asked for as an active user, so only where the configuration wants it. */
    SOURCE_MFA(resources -> resources.settings().captureMfa()
            ? on(resources.userPoolArns(), "cognito-idp:AdminGetUser")
            : Stream.empty()),

    SOURCE_GROUPS(resources -> on(resources.userPoolArns(), "cognito-idp:DescribeUserPool", "cognito-idp:ListGroups")),

    /** Ask for a group that a listing did not have. */
    ONE_SOURCE_GROUP(resources -> on(resources.userPoolArns(), "cognito-idp:GetGroup")),

    SOURCE_MEMBERS(
            resources -> on(resources.userPoolArns(), "cognito-idp:DescribeUserPool", "cognito-idp:ListUsersInGroup")),

    SOURCE_SETTINGS(resources -> on(resources.userPoolArns(), "cognito-idp:DescribeUserPool")),

    /** What there is of a pool beside its settings. */
    SOURCE_CONFIGURATION(resources -> configuration(resources.userPoolArns())),

    /** Read all of it, and whatever else a listing missed, where a record is not among what was seen. */
    SOURCE_ANEW(resources -> Stream.concat(
                    Stream.of(Statement.allow("cognito-idp:DescribeUserPoolDomain")
                            .onEverything()),
                    on(
                            resources.userPoolArns(),
                            "cognito-idp:DescribeIdentityProvider",
                            "cognito-idp:DescribeUserPoolClient",
                            "cognito-idp:GetGroup",
                            "cognito-idp:GetUserPoolMfaConfig",
                            "cognito-idp:ListIdentityProviders",
                            "cognito-idp:ListResourceServers",
                            "cognito-idp:ListUserPoolClients",
                            "cognito-idp:ListUsers"))
            .map(statement -> statement.because(Reason.ASKS_FOR_WHAT_LISTINGS_MISSED))),

    /** Read the tables that pools are migrated from. Nothing writes to them. */
    RETIRED_TABLES(resources -> on(resources.retiredTableArns(), "dynamodb:Query", "dynamodb:Scan")),

    RETIRED_MEMBERS(resources -> on(resources.retiredTableArns(), "dynamodb:BatchGetItem")),

    RETIRED_TABLES_ANEW(resources -> on(resources.retiredTableArns(), "dynamodb:Query", "dynamodb:Scan")
            .map(statement -> statement.because(Reason.ASKS_FOR_WHAT_LISTINGS_MISSED))),

    TARGET_SETTINGS(resources -> on(resources.comparedUserPoolArns(), "cognito-idp:DescribeUserPool")),

    /** App clients and identity providers among it; who may write which attributes decides what users are known by. */
    TARGET_CONFIGURATION(resources -> configuration(resources.comparedUserPoolArns())),

    TARGET_MFA(resources -> on(resources.comparedUserPoolArns(), "cognito-idp:GetUserPoolMfaConfig")),

    TARGET_USERS(resources -> on(resources.comparedUserPoolArns(), "cognito-idp:ListUsers")),

    /** Find a user by an identity, which bills nobody. */
    FIND_TARGET_USERS(resources -> on(resources.comparedUserPoolArns(), "cognito-idp:ListUsers")
            .map(statement -> statement.because(Reason.FINDS_WHO_IS_THERE_ALREADY))),

    /** Bills whoever is asked for as an active user, so it is not for listings. */
    ONE_TARGET_USER(resources -> on(resources.targetUserPoolArns(), "cognito-idp:AdminGetUser")),

    /** The same for users who turn out to be there already. */
    ONE_EXISTING_TARGET_USER(resources -> on(resources.targetUserPoolArns(), "cognito-idp:AdminGetUser")
            .map(statement -> statement.because(Reason.FINDS_WHO_IS_THERE_ALREADY))),

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
            onTargets(resources, "cognito-idp:CreateUserImportJob", "cognito-idp:StartUserImportJob"),
            Stream.concat(
                    on(
                            resources.targetUserPoolArns(),
                            "cognito-idp:DescribeUserImportJob",
                            "cognito-idp:ListUserImportJobs"),
                    // The role by which Cognito writes the jobs' logs.
                    Stream.of(Statement.allow("iam:PassRole")
                            .on(resources.importJobs().roleArn)
                            .when("StringEquals", "iam:PassedToService", Output.of(ImportJobs.SERVICE)))))),

    STOP_IMPORT_JOBS(resources -> onTargets(resources, "cognito-idp:StopUserImportJob")
            .map(statement -> statement.because(Reason.STOPS_JOBS_THAT_TAKE_TOO_LONG))),

    UPDATE_TARGET_USERS(resources -> onTargets(
            resources,
            "cognito-idp:AdminAddUserToGroup",
            "cognito-idp:AdminDeleteUserAttributes",
            "cognito-idp:AdminDisableUser",
            "cognito-idp:AdminEnableUser",
            "cognito-idp:AdminRemoveUserFromGroup",
            "cognito-idp:AdminUpdateUserAttributes")),

    LINK_TARGET_USERS(resources -> onTargets(resources, "cognito-idp:AdminLinkProviderForUser")
            .map(statement -> statement.because(Reason.LINKS_WHERE_THERE_ARE_PROVIDERS))),

    UNLINK_TARGET_USERS(resources -> onTargets(resources, "cognito-idp:AdminDisableProviderForUser")
            .map(statement -> statement.because(Reason.REMOVES_LINKS_IF_TOLD_TO))),

    SET_SECOND_FACTORS(resources -> onTargets(resources, "cognito-idp:AdminSetUserMFAPreference")
            .map(statement -> statement.because(Reason.SETS_SECOND_FACTORS))),

    SEND_NEW_USERS(resources -> send(resources, resources.queues().newUsers)),

    SEND_USER_UPDATES(resources -> send(resources, resources.queues().userUpdates)),

    WORK_NEW_USERS(resources -> work(resources, resources.queues().newUsers)),

    WORK_USER_UPDATES(resources -> work(resources, resources.queues().userUpdates)),

    /** Read files of imports that are sure to be there. */
    READ_FILES(resources -> Stream.of(
            Statement.allow("s3:GetObject").on(Output.format("%s/*", resources.reports().bucketArn)),
            useOfKey(resources, "kms:Decrypt"))),

    /** Find files of imports; listing also tells a file that is not there from one that must not be seen. */
    FIND_FILES(resources -> Stream.of(Statement.allow("s3:ListBucket").on(resources.reports().bucketArn))),

    WRITE_FILES(resources -> Stream.of(
            Statement.allow("s3:PutObject").on(Output.format("%s/*", resources.reports().bucketArn)),
            useOfKey(resources, "kms:GenerateDataKey"))),

    /**
     * Look after the backups: read the table, keep the verdicts in a corner of the reports bucket, and ask how much is in
     * the dead-letter queues.
     */
    WATCH(resources -> {
        var bucket = resources.reports().bucketArn;
        return Stream.concat(
                onTable(resources, "dynamodb:Query"),
                Stream.of(
                        Statement.allow("s3:GetObject", "s3:PutObject").on(Output.format("%s/watch/*", bucket)),
                        // Without it S3 does not say that an object is not there but that nobody may know.
                        Statement.allow("s3:ListBucket").on(bucket),
                        Statement.allow("sqs:GetQueueAttributes")
                                .on(List.of(
                                        resources
                                                .queues()
                                                .newUsers
                                                .deadLetters()
                                                .arn(),
                                        resources
                                                .queues()
                                                .userUpdates
                                                .deadLetters()
                                                .arn(),
                                        resources.scheduleDeadLetters().queue.arn())),
                        useOfKey(resources, "kms:Decrypt", "kms:GenerateDataKey")));
    }),

    TOPIC(resources -> Stream.concat(
            Stream.of(Statement.allow("sns:Publish").on(resources.notifications().topicArn)),
            resources.notifications().keyArn.stream().map(key -> Statement.allow("kms:Decrypt", "kms:GenerateDataKey")
                    .on(key))));

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
                        "cognito-idp:GetUserPoolMfaConfig",
                        "cognito-idp:ListIdentityProviders",
                        "cognito-idp:ListResourceServers",
                        "cognito-idp:ListUserPoolClients"),
                Stream.concat(
                                on(pools, "cognito-idp:DescribeIdentityProvider", "cognito-idp:DescribeUserPoolClient"),
                                // A domain is not a resource of IAM:
                                // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html
                                Stream.of(Statement.allow("cognito-idp:DescribeUserPoolDomain")
                                        .onEverything()))
                        .map(statement -> statement.because(Reason.DESCRIBES_WHAT_POOLS_MAY_HAVE)));
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
        return Stream.of(
                Statement.allow("sqs:SendMessage").on(queues.queue().arn()),
                useOfKey(resources, "kms:Decrypt", "kms:GenerateDataKey"));
    }

    /** What failed is sent on singly, and in the end to the dead-letter queue. */
    private static Stream<Statement> work(Resources resources, ImportQueues.QueuePair queues) {
        return Stream.of(
                Statement.allow("sqs:DeleteMessage", "sqs:ReceiveMessage")
                        .on(queues.queue().arn()),
                useOfKey(resources, "kms:Decrypt"),
                Statement.allow("sqs:SendMessage")
                        .on(List.of(queues.queue().arn(), queues.deadLetters().arn()))
                        .because(Reason.SENDS_ON_WHOM_IT_FAILED_FOR),
                Statement.allow("s3:GetObject", "s3:PutObject")
                        .on(Output.format("%s/imports/*/large-work/*", resources.reports().bucketArn))
                        .because(Reason.CARRIES_WHO_OUTGROWS_A_MESSAGE),
                useOfKey(resources, "kms:GenerateDataKey").because(Reason.SENDS_ON_WHOM_IT_FAILED_FOR));
    }

    /** Queues, topic and bucket encrypt with their caller's right to the key. */
    private static Statement useOfKey(Resources resources, String... actions) {
        return Statement.allow(actions).on(resources.encryption().keyArn);
    }

    private static Stream<Statement> onTable(Resources resources, String... actions) {
        return Stream.concat(Stream.of(Statement.allow(actions).on(resources.tableArn())), useOfTableKey(resources));
    }

    /**
     * So does a table with a customer managed key. Which of these it needs of whom is not told apart by AWS:
     * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.howitworks.html.
     */
    private static Stream<Statement> useOfTableKey(Resources resources) {
        var site = resources.site();
        return resources.settings().tableKey().stream().map(key -> Statement.allow(
                        "kms:Decrypt",
                        "kms:DescribeKey",
                        "kms:Encrypt",
                        "kms:GenerateDataKey",
                        "kms:ReEncryptFrom",
                        "kms:ReEncryptTo")
                .on(Output.of(key))
                // How the value ends in other partitions AWS does not say; nobody but AWS can set it.
                .when("StringLike", "kms:ViaService", Output.of("dynamodb." + site.region() + ".*")));
    }
}
