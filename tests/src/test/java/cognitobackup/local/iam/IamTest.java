package cognitobackup.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What policies allow, and what is refused of them because it is not built. */
class IamTest {
    private static final String ACCOUNT = "123456789012";
    private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:new-users";
    private static final String KEY = "arn:aws:kms:us-east-1:123456789012:key/1";
    private static final String SEND = "{'Effect': 'Allow', 'Action': 'sqs:SendMessage', 'Resource': '" + QUEUE + "'}";

    private final Iam iam = new Iam(ACCOUNT);
    private final Caller caller = new Caller(iam.roleArn("worker"), "Worker");

    private static String policy(String... statements) {
        return ("{'Version': '2012-10-17', 'Statement': [" + String.join(",", statements) + "]}").replace('\'', '"');
    }

    private void worker(String... statements) {
        iam.putRole(
                caller.roleArn(),
                policy("{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': {'Service':"
                        + " 'lambda.amazonaws.com'}}"));
        iam.putRolePolicy(caller.roleArn(), "worker", policy(statements));
    }

    private boolean may(String action, String resource) {
        return may(AccessRequest.of(action, resource));
    }

    private boolean may(AccessRequest request) {
        try {
            iam.authorize(caller, request);
            return true;
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    @Test
    void whatNoPolicyAllowsIsDeniedInTheWordsOfAws() {
        worker(SEND);

        assertThat(may("sqs:SendMessage", QUEUE)).isTrue();
        assertThatThrownBy(() -> iam.authorize(caller, AccessRequest.of("sqs:ReceiveMessage", QUEUE)))
                .hasMessage("User: arn:aws:sts::123456789012:assumed-role/worker/Worker is not authorized to perform:"
                        + " sqs:ReceiveMessage on resource: " + QUEUE
                        + " because no identity-based policy allows the sqs:ReceiveMessage action");
        assertThat(iam.denials()).hasSize(1);
    }

    @Test
    void aRoleThatIsGoneMayNothing() {
        worker(SEND);
        iam.deleteRole(caller.roleArn());

        assertThat(may("sqs:SendMessage", QUEUE)).isFalse();
    }

    @Test
    void aDenialWinsOverWhateverAllows() {
        worker(
                "{'Effect': 'Allow', 'Action': 'sqs:*', 'Resource': '*'}",
                "{'Effect': 'Deny', 'Action': ['sqs:PurgeQueue'], 'Resource': ['arn:aws:sqs:*:*:new-*']}");

        assertThat(may("sqs:SendMessage", QUEUE)).isTrue();
        assertThat(may("sqs:PurgeQueue", QUEUE)).isFalse();
        assertThat(may("sqs:PurgeQueue", QUEUE.replace("new-users", "others"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "sqs:SendMessage, sqs:SendMessage, true",
        "SQS:sendmessage, sqs:SendMessage, true",
        "sqs:Send*, sqs:SendMessage, true",
        "sqs:*, sqs:SendMessage, true",
        "*, sqs:SendMessage, true",
        "sqs:SendMessag?, sqs:SendMessage, true",
        "sqs:SendMessage?, sqs:SendMessage, false",
        "sns:*, sqs:SendMessage, false"
    })
    void actionsHaveWildcardsAndNoCase(String pattern, String action, boolean fits) {
        assertThat(PolicyStatement.isAction(pattern, action)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "*, true",
        "arn:aws:dynamodb:us-east-1:123456789012:table/backup, true",
        "arn:aws:dynamodb:us-east-1:123456789012:table/*, true",
        "arn:aws:dynamodb:*:*:table/backup, true",
        "arn:*:dynamodb:us-*-1:123456789012:table/b?ckup, true",
        "arn:aws:dynamodb:us-east-1:123456789012:table/back, false",
        "arn:aws:dynamodb:us-east-1:123456789012:table/backup/index/*, false",
        "arn:aws:dynamodb:us-east-1:123456789012:TABLE/backup, false",
        "arn:aws:dynamodb:us-west-2:123456789012:table/backup, false",
        "arn:aws:dynamodb:us-east-1:999999999999:table/backup, false",
        "arn:aws-cn:dynamodb:us-east-1:123456789012:table/backup, false",
        "arn:aws:*:table/backup, false"
    })
    void resourcesHaveWildcardsWithinTheirParts(String pattern, boolean fits) {
        assertThat(PolicyStatement.isResource(pattern, "arn:aws:dynamodb:us-east-1:123456789012:table/backup"))
                .isEqualTo(fits);
    }

    @Test
    void conditionsMustAllHoldAndAMissingKeyHoldsNothing() {
        worker("{'Effect': 'Allow', 'Action': 'iam:PassRole', 'Resource': '*', 'Condition': {'StringEquals':"
                + " {'iam:PassedToService': ['a.amazonaws.com', 'b.amazonaws.com']}, 'Bool': {'aws:SecureTransport':"
                + " 'true'}}}");
        AccessRequest pass = AccessRequest.of("iam:PassRole", iam.roleArn("other"));

        assertThat(may(pass)).isFalse();
        assertThat(may(pass.with("iam:PassedToService", "b.amazonaws.com"))).isTrue();
        assertThat(may(pass.with("iam:PassedToService", "c.amazonaws.com"))).isFalse();
    }

    @Test
    void aRoleIsTakenOnOnlyByWhomItTrustsForWhom() {
        iam.putRole(
                caller.roleArn(),
                policy("{'Effect': 'Allow', 'Action': 'sts:AssumeRole', 'Principal': {'Service':"
                        + " 'states.amazonaws.com'}, 'Condition': {'StringEquals': {'aws:SourceAccount': '"
                        + ACCOUNT + "'}, 'ArnLike': {'aws:SourceArn':"
                        + " 'arn:aws:states:*:123456789012:stateMachine:export*'}}}"));
        String export = "arn:aws:states:us-east-1:123456789012:stateMachine:export-1";

        assertThatCode(() -> iam.assume(caller.roleArn(), "states.amazonaws.com", export, "s"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> iam.assume(caller.roleArn(), "events.amazonaws.com", export, "s"))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() ->
                        iam.assume(caller.roleArn(), "states.amazonaws.com", export.replace("export", "import"), "s"))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> iam.assume(iam.roleArn("nobody"), "states.amazonaws.com", export, "s"))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void aResourcesPolicyCanAllowOrDenyARole() {
        worker(SEND);
        iam.putResourcePolicy(
                QUEUE,
                policy(
                        "{'Effect': 'Allow', 'Action': 'sqs:ReceiveMessage', 'Resource': '" + QUEUE
                                + "', 'Principal': {'AWS': '" + caller.roleArn() + "'}}",
                        "{'Effect': 'Deny', 'Action': 'sqs:SendMessage', 'Resource': '" + QUEUE
                                + "', 'Principal': '*'}"));

        assertThat(may("sqs:ReceiveMessage", QUEUE)).isTrue();
        assertThat(may("sqs:SendMessage", QUEUE)).isFalse();
    }

    @Test
    void theBucketsPolicyIsThatOfItsObjects() {
        worker("{'Effect': 'Allow', 'Action': 's3:GetObject', 'Resource': 'arn:aws:s3:::reports/*'}");
        assertThat(may("s3:GetObject", "arn:aws:s3:::reports/a/b")).isTrue();
        iam.putResourcePolicy(
                "arn:aws:s3:::reports",
                policy("{'Effect': 'Deny', 'Action': 's3:*', 'Resource': 'arn:aws:s3:::reports/*', 'Principal':"
                        + " {'AWS': '*'}}"));
        assertThat(may("s3:GetObject", "arn:aws:s3:::reports/a/b")).isFalse();
    }

    /** Elsewhere a role's own policy suffices; for a key that its policy does not hand on to IAM, it does not. */
    @Test
    void aKeysPolicyMustAllowOrHandOn() {
        worker("{'Effect': 'Allow', 'Action': 'kms:Decrypt', 'Resource': '" + KEY + "'}");
        assertThat(may("kms:Decrypt", KEY)).isFalse();
        String root = "{'Effect': 'Allow', 'Action': 'kms:*', 'Resource': '*', 'Principal': {'AWS':"
                + " 'arn:aws:iam::123456789012:root'}}";
        iam.putResourcePolicy(KEY, policy(root));
        assertThat(may("kms:Decrypt", KEY)).isTrue();
        assertThat(may("kms:GenerateDataKey", KEY)).isFalse();
        assertThatThrownBy(() ->
                        iam.authorizeService("cloudwatch.amazonaws.com", "arn:x", AccessRequest.of("kms:Decrypt", KEY)))
                .hasMessageContaining("no resource-based policy");
        iam.putResourcePolicy(
                KEY,
                policy(
                        root,
                        "{'Effect': 'Allow', 'Action': 'kms:Decrypt', 'Resource': '*', 'Principal': {'Service':"
                                + " 'cloudwatch.amazonaws.com'}, 'Condition': {'StringEquals': {'aws:SourceAccount': '"
                                + ACCOUNT + "'}}}"));
        assertThatCode(() ->
                        iam.authorizeService("cloudwatch.amazonaws.com", "arn:x", AccessRequest.of("kms:Decrypt", KEY)))
                .doesNotThrowAnyException();
    }

    @Test
    void grantsAreCountedByWhatTheyAllowAlone() {
        worker(SEND, "{'Effect': 'Allow', 'Action': ['sqs:*', 'sqs:PurgeQueue'], 'Resource': '" + QUEUE + "'}");
        may("sqs:SendMessage", QUEUE);
        may("sqs:ReceiveMessage", QUEUE);

        assertThat(use("sqs:SendMessage"))
                .extracting(GrantUse::used, GrantUse::needed)
                .containsExactly(1L, 0L);
        assertThat(use("sqs:*")).extracting(GrantUse::used, GrantUse::needed).containsExactly(2L, 1L);
        assertThat(use("sqs:PurgeQueue"))
                .extracting(GrantUse::used, GrantUse::needed)
                .containsExactly(0L, 0L);
    }

    @Test
    void aGrantCanBeTakenAwayAndGivenBack() {
        worker(SEND);
        Grant grant = use("sqs:SendMessage").grant();
        iam.withdraw(grant);
        assertThat(may("sqs:SendMessage", QUEUE)).isFalse();
        iam.giveBack(grant);
        assertThat(may("sqs:SendMessage", QUEUE)).isTrue();
    }

    private GrantUse use(String action) {
        List<GrantUse> found = iam.grants().stream()
                .filter(use -> use.grant().action().equals(action))
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Effect': 'Allow', 'NotAction': 'sqs:*', 'Resource': '*'}",
                "{'Effect': 'Allow', 'Action': 'sqs:*', 'NotResource': '*'}",
                "{'Effect': 'Allow', 'Action': 'sqs:*', 'Resource': 'arn:aws:s3:::${aws:username}'}",
                "{'Effect': 'Allow', 'Action': 'sqs:*', 'Resource': '*', 'Condition': {'IpAddress': {'aws:SourceIp':"
                        + " '10.0.0.0/8'}}}",
                "{'Effect': 'Allow', 'Action': 'sqs:*', 'Resource': '*', 'Condition': {'StringEquals':"
                        + " {'aws:RequestTag/a': 'b'}}}",
                "{'Effect': 'Permit', 'Action': 'sqs:*', 'Resource': '*'}",
                "{'Effect': 'Allow', 'Action': 'SendMessage', 'Resource': '*'}",
                "{'Effect': 'Allow', 'Action': 'sqs:*'}",
                "{'Effect': 'Allow', 'Action': 'sqs:*', 'Resource': 'new-users'}",
                "{'Effect': 'Allow', 'Action': 'sqs:*', 'Resource': '*', 'Principal': '*'}",
                "{'Effect': 'Allow', 'Resource': '*'}"
            })
    void whatIsWrongOrNotBuiltIsRefused(String statement) {
        assertThatThrownBy(() -> worker(statement)).isInstanceOf(MalformedPolicyException.class);
    }
}
