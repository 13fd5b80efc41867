package cognitobackup.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidLambdaResponseException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UnexpectedLambdaException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserLambdaValidationException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/** The PreSignUp trigger when an administrator creates a user. */
class TriggersTest {
    private static final String SCREEN = "arn:aws:lambda:eu-west-1:123456789012:function:screen";

    private final CognitoFixture aws = CognitoFixture.plain();
    private final String pool =
            aws.createPool(settings -> settings.lambdaConfig(triggers -> triggers.preSignUp(SCREEN)));
    private final List<String> events = new ArrayList<>();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void theFunctionIsToldOfTheUserAndItsAnswersCountForNothing() throws Exception {
        answer(
                TriggerFunctions.Outcome.ANSWERED,
                "{\"response\": {\"autoConfirmUser\": true, \"autoVerifyEmail\": true}}");
        aws.createUser(pool, "ann", "email", "ann@example.com");
        var event = Json.MAPPER.readTree(events.get(0));
        assertThat(event.path("triggerSource").asText()).isEqualTo("PreSignUp_AdminCreateUser");
        assertThat(event.path("userPoolId").asText()).isEqualTo(pool);
        assertThat(event.path("userName").asText()).isEqualTo("ann");
        assertThat(event.path("request").path("userAttributes").path("email").asText())
                .isEqualTo("ann@example.com");
        assertThat(aws.status(pool, "ann")).isEqualTo("FORCE_CHANGE_PASSWORD");
        assertThat(aws.attribute(pool, "ann", "email_verified")).isNull();
        assertThat(aws.service.outbox().triggerCalls()).hasSize(1);
    }

    @Test
    void aFunctionThatFailsKeepsTheUserOut() {
        answer(TriggerFunctions.Outcome.FAILED, "{\"errorMessage\": \"not welcome\"}");
        assertThatThrownBy(() -> aws.createUser(pool, "ann"))
                .isInstanceOf(UserLambdaValidationException.class)
                .hasMessageContaining("PreSignUp failed with error not welcome.");
        answer(TriggerFunctions.Outcome.NOT_RUN, "AccessDeniedException");
        assertThatThrownBy(() -> aws.createUser(pool, "ann")).isInstanceOf(UnexpectedLambdaException.class);
        for (String nonsense : List.of("null", "{}", "\"yes\"", "{\"response\": 1}")) {
            answer(TriggerFunctions.Outcome.ANSWERED, nonsense);
            assertThatThrownBy(() -> aws.createUser(pool, "ann")).isInstanceOf(InvalidLambdaResponseException.class);
        }
        assertThat(aws.service.state(pool).users()).isEmpty();
    }

    @Test
    void aFunctionMayLookAtThePoolAndEvenTakeTheName() {
        aws.triggers = (function, source, event) -> {
            aws.seed(pool, "ann");
            return Optional.of(new TriggerFunctions.Answer(TriggerFunctions.Outcome.ANSWERED, "{\"response\": {}}"));
        };
        assertThatThrownBy(() -> aws.createUser(pool, "ann")).isInstanceOf(UsernameExistsException.class);
    }

    @Test
    void aUserWhomTheSchemaRefusesIsNotShownToTheFunction() {
        answer(TriggerFunctions.Outcome.ANSWERED, "{\"response\": {}}");
        assertThatThrownBy(() -> aws.createUser(pool, "ann", "email", "nobody"));
        assertThat(events).isEmpty();
    }

    private void answer(TriggerFunctions.Outcome outcome, String payload) {
        aws.triggers = (function, source, event) -> {
            assertThat(function).isEqualTo(SCREEN);
            assertThat(source).endsWith("userpool/" + pool);
            events.add(event);
            return Optional.of(new TriggerFunctions.Answer(outcome, payload));
        };
    }
}
