package cognitobackup.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import io.micronaut.context.ApplicationContext;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;

class FunctionHandlerTest {
    private final ApplicationContext context = FunctionEnvironment.start(FunctionEnvironment.complete());

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void theDeadlineKeepsBackAFifthOfTheTimeout() {
        var handler = new TestHandler(context, deadline -> deadline.left().toSeconds() + "," + deadline.passed());

        assertThat(handler.handleRequest("x", remaining(300_000))).isEqualTo("240,false");
        assertThat(handler.handleRequest("x", remaining(60_000))).isEqualTo("0,true");
    }

    @Test
    void ourRefusalsComeOutAsTheyAre() {
        var handler = new TestHandler(context, deadline -> {
            throw new RefusedException("no such pool");
        });

        assertThatThrownBy(() -> handler.handleRequest("x", remaining(60_000)))
                .isInstanceOf(RefusedException.class)
                .hasMessage("no such pool");
    }

    @Test
    void aForeignExceptionComesOutWithoutItsWords() {
        var handler = new TestHandler(context, deadline -> {
            throw InvalidParameterException.builder()
                    .message("ann@example.com is not a name")
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .serviceName("CognitoIdentityProvider")
                            .errorCode("InvalidParameterException")
                            .errorMessage("ann@example.com is not a name")
                            .build())
                    .requestId("request-1")
                    .statusCode(400)
                    .build();
        });

        assertThatThrownBy(() -> handler.handleRequest("x", remaining(60_000)))
                .isInstanceOf(UnexpectedFailure.class)
                .hasNoCause()
                .hasMessageContainingAll("InvalidParameterException", "request-1", "FunctionHandlerTest")
                .message()
                .doesNotContain("ann");
    }

    @Test
    void aServersFailureIsTemporary() {
        var handler = new TestHandler(context, deadline -> {
            throw InternalServerErrorException.builder().statusCode(500).build();
        });

        assertThatThrownBy(() -> handler.handleRequest("x", remaining(60_000))).isInstanceOf(TemporaryFailure.class);
    }

    private static Context remaining(int millis) {
        return (Context) Proxy.newProxyInstance(
                FunctionHandlerTest.class.getClassLoader(), new Class<?>[] {Context.class}, (proxy, method, args) -> {
                    if (method.getName().equals("getRemainingTimeInMillis")) {
                        return millis;
                    }
                    return method.getReturnType() == int.class ? 0 : null;
                });
    }

    /** Answers with what the given work makes of its deadline. */
    static class TestHandler extends FunctionHandler<String, String> {
        private final Function<Deadline, String> work;

        TestHandler(ApplicationContext context, Function<Deadline, String> work) {
            super(context);
            this.work = work;
        }

        @Override
        protected String handle(String input, Deadline deadline) {
            return work.apply(deadline);
        }
    }
}
