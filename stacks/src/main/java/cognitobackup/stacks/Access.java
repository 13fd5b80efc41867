package cognitobackup.stacks;

import com.pulumi.core.Output;
import java.util.List;
import java.util.stream.Stream;

/** What functions may be allowed to do, each as the statements of an IAM policy that allow it and no more. */
enum Access {
    /** Read and write the table of this Region: records, seen parts, manifests, the run lock. */
    TABLE {
        @Override
        Stream<Statement> statements(Resources resources) {
            return Stream.of(Statement.allow(
                            "dynamodb:BatchGetItem",
                            "dynamodb:BatchWriteItem",
                            "dynamodb:ConditionCheckItem",
                            "dynamodb:DeleteItem",
                            "dynamodb:GetItem",
                            "dynamodb:PutItem",
                            "dynamodb:Query",
                            "dynamodb:UpdateItem")
                    .on(List.of(resources.tableArn(), resources.indexArn())));
        }
    },
    /** Ask whether the execution that holds a lock has ended. */
    EXECUTIONS {
        @Override
        Stream<Statement> statements(Resources resources) {
            return Stream.of(Statement.allow("states:DescribeExecution").on(resources.executionArns()));
        }
    },
    /** Read users, groups and memberships of the pools that are backed up. */
    READ_SOURCE {
        @Override
        Stream<Statement> statements(Resources resources) {
            return onPools(
                    resources.userPoolArns(),
                    "cognito-idp:DescribeUserPool",
                    "cognito-idp:GetGroup",
                    "cognito-idp:ListGroups",
                    "cognito-idp:ListUsers",
                    "cognito-idp:ListUsersInGroup");
        }
    },
    /** Read the configuration of the pools that are backed up. */
    READ_SOURCE_CONFIGURATION {
        @Override
        Stream<Statement> statements(Resources resources) {
            return Stream.concat(
                    onPools(
                            resources.userPoolArns(),
                            "cognito-idp:DescribeIdentityProvider",
                            "cognito-idp:DescribeUserPool",
                            "cognito-idp:DescribeUserPoolClient",
                            "cognito-idp:GetUserPoolMfaConfig",
                            "cognito-idp:ListIdentityProviders",
                            "cognito-idp:ListResourceServers",
                            "cognito-idp:ListUserPoolClients"),
                    // A domain is not a resource of IAM:
                    // https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html
                    Stream.of(Statement.allow("cognito-idp:DescribeUserPoolDomain")
                            .onEverything()));
        }
    },
    /** Read the pools that imports fill. */
    READ_TARGET {
        @Override
        Stream<Statement> statements(Resources resources) {
            return onPools(
                    resources.targetUserPoolArns(),
                    "cognito-idp:AdminGetUser",
                    "cognito-idp:DescribeUserPool",
                    "cognito-idp:GetGroup",
                    "cognito-idp:GetUserPoolMfaConfig",
                    "cognito-idp:ListGroups",
                    "cognito-idp:ListUsers",
                    "cognito-idp:ListUsersInGroup");
        }
    },
    /** Create and update the groups of a target, with the roles that they give their members. */
    WRITE_TARGET_GROUPS {
        @Override
        Stream<Statement> statements(Resources resources) {
            var passRole = Statement.allow("iam:PassRole")
                    // Which roles the groups have is known only from the backup.
                    .on(resources.site().iamArn("role/*"))
                    .when("StringEquals", "iam:PassedToService", Output.of("cognito-identity.amazonaws.com"));
            return Stream.concat(
                    onTargets(resources, "cognito-idp:CreateGroup", "cognito-idp:UpdateGroup"), Stream.of(passRole));
        }
    },
    /** Create the users of a target. */
    CREATE_TARGET_USERS {
        @Override
        Stream<Statement> statements(Resources resources) {
            return onTargets(resources, "cognito-idp:AdminCreateUser", "cognito-idp:AdminSetUserPassword");
        }
    },
    /** Disable users of a target and give them their groups. */
    UPDATE_TARGET_USERS {
        @Override
        Stream<Statement> statements(Resources resources) {
            return onTargets(resources, "cognito-idp:AdminAddUserToGroup", "cognito-idp:AdminDisableUser");
        }
    },
    /** Send work to the import queues, and what failed to their dead-letter queues. */
    SEND_WORK {
        @Override
        Stream<Statement> statements(Resources resources) {
            return onQueues(resources, "sqs:GetQueueAttributes", "sqs:SendMessage");
        }
    },
    /** Take work from the import queues. */
    TAKE_WORK {
        @Override
        Stream<Statement> statements(Resources resources) {
            return onQueues(
                    resources,
                    "sqs:ChangeMessageVisibility",
                    "sqs:DeleteMessage",
                    "sqs:GetQueueAttributes",
                    "sqs:ReceiveMessage");
        }
    },
    /** Read and write the plans and reports of imports. */
    REPORTS {
        @Override
        Stream<Statement> statements(Resources resources) {
            var bucket = resources.reports().bucketArn;
            return Stream.of(
                    Statement.allow("s3:GetObject", "s3:PutObject").on(Output.format("%s/*", bucket)),
                    // Without it a missing object answers 403 and looks like a lost permission.
                    Statement.allow("s3:ListBucket").on(bucket),
                    useOfKey(resources));
        }
    },
    /** Tell those who subscribed to the topic. */
    NOTIFY {
        @Override
        Stream<Statement> statements(Resources resources) {
            return Stream.of(
                    Statement.allow("sns:Publish").on(resources.notifications().topicArn), useOfKey(resources));
        }
    };

    abstract Stream<Statement> statements(Resources resources);

    /** Without pools there is nothing to allow: an IAM statement cannot name no resource. */
    private static Stream<Statement> onPools(List<Output<String>> pools, String... actions) {
        return pools.isEmpty()
                ? Stream.empty()
                : Stream.of(Statement.allow(actions).on(pools));
    }

    /** A denial wins over whatever allows, so it protects the sources even from a role that is given more later. */
    private static Stream<Statement> onTargets(Resources resources, String... actions) {
        var sources = resources.protectedUserPoolArns();
        return Stream.concat(
                onPools(resources.targetUserPoolArns(), actions),
                sources.isEmpty()
                        ? Stream.empty()
                        : Stream.of(Statement.deny(actions).on(sources)));
    }

    private static Stream<Statement> onQueues(Resources resources, String... actions) {
        var newUsers = resources.queues().newUsers;
        var userUpdates = resources.queues().userUpdates;
        return Stream.of(
                Statement.allow(actions)
                        .on(List.of(
                                newUsers.queue().arn(),
                                newUsers.deadLetters().arn(),
                                userUpdates.queue().arn(),
                                userUpdates.deadLetters().arn())),
                useOfKey(resources));
    }

    /** Queues, topic and bucket encrypt with the caller's right to their key. */
    private static Statement useOfKey(Resources resources) {
        return Statement.allow("kms:Decrypt", "kms:GenerateDataKey").on(resources.encryption().keyArn);
    }
}
