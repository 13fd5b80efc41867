package cognitobackup.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cognitobackup.local.http.HttpFront;
import cognitobackup.local.http.QueryProtocol;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;

/** AWS's own client makes roles, and what it makes counts. */
class IamApiTest {
    private static final String ACCOUNT = "123456789012";
    private static final String ROLE = "arn:aws:iam::" + ACCOUNT + ":role/worker";
    private static final AccessRequest SEND =
            AccessRequest.of("sqs:SendMessage", "arn:aws:sqs:us-east-1:" + ACCOUNT + ":work");

    private final Iam iam = new Iam(ACCOUNT);
    private final HttpFront front = new HttpFront("iam").serve(new QueryProtocol(new IamApi(iam, Clock.systemUTC())));
    private final IamClient client = IamClient.builder()
            .endpointOverride(front.endpoint())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .httpClient(UrlConnectionHttpClient.create())
            .build();

    @AfterEach
    void stop() {
        client.close();
        front.close();
    }

    private static String trusting(String service) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                  "Principal": {"Service": "%s"}}]}""".formatted(service);
    }

    private static String allowing(String action) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "%s", "Resource": "*"}]}""".formatted(action);
    }

    private void create() {
        client.createRole(
                request -> request.roleName("worker").assumeRolePolicyDocument(trusting("lambda.amazonaws.com")));
    }

    private void put(String policy) {
        client.putRolePolicy(
                request -> request.roleName("worker").policyName("own").policyDocument(policy));
    }

    private static String code(Runnable call) {
        IamException refused = catchThrowableOfType(IamException.class, call::run);
        assertThat(refused).as("refused").isNotNull();
        return refused.awsErrorDetails().errorCode();
    }

    private void send(String service) {
        iam.authorize(iam.assume(ROLE, service, "arn:aws:lambda:us-east-1:" + ACCOUNT + ":function:f", "f"), SEND);
    }

    @Test
    void aRoleMayWhatItsPoliciesSayAsLongAsItHasThem() {
        create();
        put(allowing("sqs:SendMessage"));
        send("lambda.amazonaws.com");

        client.updateAssumeRolePolicy(
                request -> request.roleName("worker").policyDocument(trusting("states.amazonaws.com")));
        assertThat(catchThrowableOfType(AccessDeniedException.class, () -> send("lambda.amazonaws.com")))
                .isNotNull();
        send("states.amazonaws.com");

        client.deleteRolePolicy(request -> request.roleName("worker").policyName("own"));
        assertThat(catchThrowableOfType(AccessDeniedException.class, () -> send("states.amazonaws.com")))
                .isNotNull();
        client.deleteRole(request -> request.roleName("worker"));
        create();
    }

    @Test
    void whatIamRefusesIsRefused() {
        assertThat(code(() -> put(allowing("sqs:*")))).isEqualTo("NoSuchEntity");
        create();
        assertThat(code(this::create)).isEqualTo("EntityAlreadyExists");
        assertThat(code(() -> put("{}"))).isEqualTo("MalformedPolicyDocument");
        assertThat(code(() -> client.deleteRolePolicy(
                        request -> request.roleName("worker").policyName("own"))))
                .isEqualTo("NoSuchEntity");
        put(allowing("sqs:*"));
        assertThat(code(() -> client.deleteRole(request -> request.roleName("worker"))))
                .isEqualTo("DeleteConflict");
        assertThat(code(() -> client.createRole(
                        request -> request.roleName("a role").assumeRolePolicyDocument(trusting("a")))))
                .isEqualTo("ValidationError");
    }

    /** White space does not count; all policies of the role count together. */
    @Test
    void policiesHaveALongestLength() {
        create();
        String long1 = allowing("sqs:"
                + "a".repeat(10_240 - allowing("sqs:").replaceAll("\\s", "").length()));
        put(long1);
        assertThat(code(() -> put(long1.replace("sqs:", "sqs:a")))).isEqualTo("LimitExceeded");
        assertThat(code(() -> client.putRolePolicy(request ->
                        request.roleName("worker").policyName("another").policyDocument(allowing("sqs:*")))))
                .isEqualTo("LimitExceeded");
    }

    @Test
    void whatIsNotBuiltIsRefusedByName() {
        create();
        assertThat(catchThrowableOfType(
                        IamException.class,
                        () -> client.attachRolePolicy(
                                request -> request.roleName("worker").policyArn("arn:aws:iam::aws:policy/Some"))))
                .hasMessageContaining("IAM's AttachRolePolicy is not built");
        assertThat(catchThrowableOfType(
                        IamException.class,
                        () -> client.createRole(request -> request.roleName("bound")
                                .permissionsBoundary("arn:aws:iam::aws:policy/Some-boundary")
                                .assumeRolePolicyDocument(trusting("a")))))
                .hasMessageContaining("IAM's CreateRole with PermissionsBoundary is not built");
    }
}
