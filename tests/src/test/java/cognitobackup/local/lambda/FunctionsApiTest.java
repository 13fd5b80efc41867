package cognitobackup.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cognitobackup.local.Clients;
import cognitobackup.local.LocalAws;
import cognitobackup.local.LocalAwsOptions;
import cognitobackup.local.gateway.AwsService;
import cognitobackup.local.iam.TestRoles;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.PublishVersionResponse;
import software.amazon.awssdk.services.s3.S3Client;

/** AWS's own client makes functions out of jars in S3, publishes and invokes them. */
class FunctionsApiTest {
    private static final String REGION = "eu-central-1";
    private static final String ARN = "arn:aws:lambda:" + REGION + ":123456789012:function:";

    private static LocalAws aws;
    private static Clients clients;
    private static S3Client s3;
    private static LambdaClient lambda;
    private static String role;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        aws = LocalAws.start(LocalAwsOptions.of(REGION));
        clients = Clients.of(aws.region(REGION));
        s3 = clients.s3();
        lambda = clients.lambda();
        role = TestRoles.put(aws.iam(), "functions", "lambda.amazonaws.com", "logs:*");
        Path jar = directory.resolve("functions.jar");
        TestFunctions.writeTo(jar);
        s3.createBucket(request -> request.bucket("code"));
        s3.putObject(request -> request.bucket("code").key("functions.jar"), RequestBody.fromFile(jar));
    }

    @AfterAll
    static void stop() {
        lambda.close();
        s3.close();
        clients.close();
        aws.close();
    }

    private static void create(String name, String key) {
        lambda.createFunction(request -> request.functionName(name)
                .runtime("java21")
                .architecturesWithStrings("arm64")
                .role(role)
                .handler(TestFunctions.Echo.class.getName())
                .code(code -> code.s3Bucket("code").s3Key(key))
                .environment(environment -> environment.variables(Map.of("WORD", "first"))));
    }

    private static String answer(String function) {
        return lambda.invoke(request -> request.functionName(function).payload(SdkBytes.fromUtf8String("1")))
                .payload()
                .asUtf8String();
    }

    private static String code(Runnable call) {
        LambdaException refused = catchThrowableOfType(LambdaException.class, call::run);
        assertThat(refused).as("refused").isNotNull();
        return refused.awsErrorDetails().errorCode();
    }

    @Test
    void aFunctionIsMadePublishedAndChanged() {
        create("echo", "functions.jar");
        GetFunctionConfigurationResponse made =
                lambda.getFunctionConfiguration(request -> request.functionName("echo"));
        assertThat(made.functionArn()).isEqualTo(ARN + "echo");
        assertThat(made.timeout()).isEqualTo(3);
        assertThat(made.memorySize()).isEqualTo(128);
        assertThat(made.loggingConfig().logGroup()).isEqualTo("/aws/lambda/echo");

        PublishVersionResponse first = lambda.publishVersion(request -> request.functionName("echo"));
        lambda.updateFunctionConfiguration(
                request -> request.functionName("echo").timeout(7));
        lambda.updateFunctionCode(
                request -> request.functionName("echo").s3Bucket("code").s3Key("functions.jar"));
        PublishVersionResponse second = lambda.publishVersion(request -> request.functionName("echo"));

        assertThat(first.functionArn()).isEqualTo(ARN + "echo:1");
        assertThat(second.functionArn()).isEqualTo(ARN + "echo:2");
        assertThat(lambda.getFunctionConfiguration(
                                request -> request.functionName("echo").qualifier("1"))
                        .timeout())
                .as("what was published stays")
                .isEqualTo(3);
        GetFunctionConfigurationResponse changed =
                lambda.getFunctionConfiguration(request -> request.functionName("echo"));
        assertThat(changed.timeout()).isEqualTo(7);
        assertThat(changed.environment().variables())
                .as("what is not said stays")
                .containsEntry("WORD", "first");
        assertThat(answer(first.functionArn())).contains("\"version\":\"1\"");
        assertThat(answer("echo")).contains("\"version\":\"$LATEST\"");

        lambda.deleteFunction(request -> request.functionName("echo"));
        assertThat(code(() -> answer("echo"))).isEqualTo("ResourceNotFoundException");
        assertThat(code(() -> lambda.deleteFunction(request -> request.functionName("echo"))))
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    void theCodeIsThatOfTheCreationWhateverBecomesOfTheObject() {
        s3.copyObject(request -> request.sourceBucket("code")
                .sourceKey("functions.jar")
                .destinationBucket("code")
                .destinationKey("gone.jar"));
        create("keeping", "gone.jar");
        s3.deleteObject(request -> request.bucket("code").key("gone.jar"));

        assertThat(answer("keeping")).contains("\"function\":\"keeping\"");
        assertThat(code(() -> create("late", "gone.jar"))).isEqualTo("InvalidParameterValueException");
    }

    @Test
    void whatLambdaRefusesIsRefused() {
        create("twice", "functions.jar");
        assertThat(code(() -> create("twice", "functions.jar"))).isEqualTo("ResourceConflictException");
        assertThat(code(() -> lambda.updateFunctionConfiguration(
                        request -> request.functionName("twice").role("arn:aws:iam::123456789012:role/nobody"))))
                .isEqualTo("InvalidParameterValueException");
        assertThat(code(() -> lambda.updateFunctionConfiguration(
                        request -> request.functionName("twice").timeout(901))))
                .isEqualTo("InvalidParameterValueException");
        assertThat(code(() -> lambda.publishVersion(request -> request.functionName("nobody"))))
                .isEqualTo("ResourceNotFoundException");
    }

    @Test
    void whatIsNotBuiltIsRefusedByName() {
        create("plain", "functions.jar");
        assertThat(catchThrowableOfType(
                        LambdaException.class,
                        () -> lambda.updateFunctionConfiguration(request ->
                                request.functionName("plain").ephemeralStorage(storage -> storage.size(1024)))))
                .hasMessageContaining("A function with EphemeralStorage is not built");
        assertThat(catchThrowableOfType(LambdaException.class, lambda::listFunctions))
                .hasMessageContaining("Lambda's GET is not built");
        assertThat(catchThrowableOfType(
                        LambdaException.class,
                        () -> lambda.deleteFunction(
                                request -> request.functionName("plain").qualifier("1"))))
                .hasMessageContaining("Deleting a version of a function is not built");
    }

    /** Everything passes the Region's gate, as with other services. */
    @Test
    void callsAreCounted() {
        long before = aws.region(REGION).gate().counts().of(AwsService.LAMBDA);
        create("counted", "functions.jar");
        assertThat(aws.region(REGION).gate().counts().of(AwsService.LAMBDA)).isEqualTo(before + 1);
    }
}
