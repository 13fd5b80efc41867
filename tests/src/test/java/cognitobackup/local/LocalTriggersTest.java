package cognitobackup.local;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.local.cognito.TriggerFunctions.Answer;
import cognitobackup.local.cognito.TriggerFunctions.Outcome;
import cognitobackup.local.gateway.RegionGate;
import cognitobackup.local.iam.Iam;
import cognitobackup.local.iam.TestRoles;
import cognitobackup.local.lambda.FunctionDefinition;
import cognitobackup.local.lambda.FunctionRuntime;
import cognitobackup.local.lambda.InProcessRuntime;
import cognitobackup.local.lambda.LambdaFunctions;
import cognitobackup.local.lambda.TestFunctions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Triggers of a Region's pools, led to its functions. */
class LocalTriggersTest {
    private static final String REGION = "us-east-1";
    private static final String ACCOUNT = "123456789012";
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:";
    private static final String POOL = "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_abc";

    @TempDir
    private Path directory;

    private final Iam iam = TestRoles.iamWith(ACCOUNT, "functions", "lambda.amazonaws.com", "logs:*");
    private final FunctionRuntime runtime = new InProcessRuntime();
    private final LambdaFunctions functions =
            new LambdaFunctions(REGION, iam, new RegionGate(REGION), runtime, Map.of());
    private final LocalTriggers triggers = new LocalTriggers(REGION, ACCOUNT, functions);

    @BeforeEach
    void createFunctions() throws Exception {
        Path jar = directory.resolve("functions.jar");
        TestFunctions.writeTo(jar);
        for (Class<?> handler : List.of(TestFunctions.Echo.class, TestFunctions.Failing.class)) {
            functions.create(new FunctionDefinition(
                    handler.getSimpleName(),
                    handler.getName(),
                    jar,
                    Map.of(),
                    Duration.ofSeconds(4),
                    512,
                    iam.roleArn("functions")));
            functions.allow(handler.getSimpleName(), "cognito-idp.amazonaws.com", POOL);
        }
    }

    @AfterEach
    void close() {
        functions.close();
        runtime.close();
    }

    @Test
    void aFunctionOfTheRegionIsAsked() {
        assertThat(triggers.call(FUNCTION + "Echo", POOL, "{\"a\":1}")).hasValueSatisfying(answer -> {
            assertThat(answer.outcome()).isEqualTo(Outcome.ANSWERED);
            assertThat(answer.payload()).contains("\"input\":{\"a\":1}");
        });
        assertThat(triggers.call(FUNCTION + "Failing", POOL, "{}")).hasValueSatisfying(answer -> {
            assertThat(answer.outcome()).isEqualTo(Outcome.FAILED);
            assertThat(answer.payload()).contains("refused");
        });
    }

    @Test
    void aFunctionThatDoesNotAllowThePoolIsNotRun() {
        assertThat(triggers.call(FUNCTION + "Echo", POOL + "d", "{}"))
                .contains(new Answer(Outcome.NOT_RUN, "AccessDeniedException"));
    }

    @Test
    void functionsThatAreNotHereAreLeftAlone() {
        assertThat(triggers.call(FUNCTION + "nobody", POOL, "{}")).isEmpty();
        assertThat(triggers.call("arn:aws:lambda:eu-west-1:123456789012:function:Echo", POOL, "{}"))
                .isEmpty();
    }
}
