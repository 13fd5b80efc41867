package cognitobackup.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionEnvironment;
import cognitobackup.function.InvalidSettingException;
import cognitobackup.function.TemporaryFailure;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestBudgetsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            | | | 15 | 7.5
            0.2 | | | 6 | 3
            1 | {"UserList": 12.5} | | 12.5 | 15
            1 | {"UserList": 300, "UserPoolRead": 150} | | 300 | 150
            1 | | 10 | 10 | 10
            | {"UserList": 300} | 4 | 4 | 4
            """)
    void aBudgetIsAShareOfTheQuotaOrWhatIsConfiguredAndNeverAboveTheCap(
            String share, String configured, String cap, double userList, double userPoolRead) {
        Map<String, Object> variables = FunctionEnvironment.complete();
        variables.put("QUOTA_SHARE", share == null ? "" : share);
        variables.put("REQUESTS_PER_SECOND", configured == null ? "" : configured);
        variables.put("COGNITO_TPS", cap == null ? "" : cap);
        try (var context = FunctionEnvironment.start(variables)) {
            RequestBudgets budgets = context.getBean(RequestBudgets.class);

            assertThat(budgets.requestsPerSecond(RequestCategory.USER_LIST)).isEqualTo(userList);
            assertThat(budgets.requestsPerSecond(RequestCategory.USER_POOL_READ))
                    .isEqualTo(userPoolRead);
        }
    }

    @Test
    void callsTakeTheTimeOfTheSlowestCategory() {
        try (var context = FunctionEnvironment.start(FunctionEnvironment.complete())) {
            RequestBudgets budgets = context.getBean(RequestBudgets.class);

            assertThat(budgets.timeFor(Map.of())).isZero();
            // Half of 50 a second beside half of 30.
            assertThat(budgets.timeFor(Map.of("AdminCreateUser", 150L, "AdminSetUserPassword", 150L)))
                    .isEqualTo(Duration.ofSeconds(10));
            // Both out of half of 30.
            assertThat(budgets.timeFor(Map.of("ListUsers", 15L, "ListUsersInGroup", 30L)))
                    .isEqualTo(Duration.ofSeconds(3));
            // Five a second on one pool, and half of that.
            assertThat(budgets.timeFor(Map.of("CreateGroup", 5L))).isEqualTo(Duration.ofSeconds(2));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            QUOTA_SHARE         | 0                 | a number above 0 and up to 1
            QUOTA_SHARE         | 1.5               | a number above 0 and up to 1
            QUOTA_SHARE         | half              | a number above 0 and up to 1
            COGNITO_TPS         | -1                | a number above 0
            REQUESTS_PER_SECOND | [1]               | a JSON object
            REQUESTS_PER_SECOND | {                 | a JSON object
            REQUESTS_PER_SECOND | {"Users": 1}      | UserList
            REQUESTS_PER_SECOND | {"UserList": 0}   | above 0
            REQUESTS_PER_SECOND | {"UserList": "1"} | above 0
            """)
    void aFunctionDoesNotStartWithABadBudget(String variable, String value, String allowed) {
        Map<String, Object> variables = FunctionEnvironment.complete();
        variables.put(variable, value);

        assertThatThrownBy(() -> FunctionEnvironment.start(variables).close())
                .hasRootCauseInstanceOf(InvalidSettingException.class)
                .rootCause()
                .hasMessageContainingAll(variable, "'" + value + "'", allowed);
    }

    @Test
    void everyOperationThatIsUsedIsInACategory() {
        for (RequestCategory category : RequestCategory.values()) {
            assertThat(RequestCategory.named(category.awsName())).contains(category);
        }
        assertThat(RequestCategory.of("ListUsersInGroup")).isEqualTo(RequestCategory.of("ListUsers"));
        assertThatThrownBy(() -> RequestCategory.of("DeleteUserPool")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSingleOperationOnOnePoolIsHeldToFiveASecondOfTheFullQuota() {
        assertThat(RequestCategory.USER_POOL_RESOURCE_READ.forOneOperation(20)).isEqualTo(5);
        assertThat(RequestCategory.USER_POOL_RESOURCE_UPDATE.forOneOperation(7.5))
                .isEqualTo(2.5);
        assertThat(RequestCategory.USER_LIST.forOneOperation(30)).isEqualTo(30);
    }

    @Test
    void aWorkerGetsItsPartOfTheBudgetAndSendsItEvenly() throws InterruptedException {
        Map<String, Object> variables = FunctionEnvironment.complete();
        variables.put("REQUESTS_PER_SECOND", "{\"UserList\": 100}");
        try (var context = FunctionEnvironment.start(variables)) {
            var limiter = new RequestLimiter(
                    context.getBean(RequestBudgets.class), 2, new Deadline(() -> 300_000, Duration.ZERO));

            long begun = System.nanoTime();
            for (int i = 0; i < 30; i++) {
                limiter.await("ListUsers");
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);

            // Fifty a second for this worker; a tenth of a second's worth may go out at once.
            assertThat(taken).isGreaterThanOrEqualTo(Duration.ofMillis(480));
        }
    }

    @Test
    void whatWouldHaveToWaitPastTheDeadlineFailsForNow() throws InterruptedException {
        Map<String, Object> variables = FunctionEnvironment.complete();
        variables.put("COGNITO_TPS", "0.1");
        try (var context = FunctionEnvironment.start(variables)) {
            var limiter = new RequestLimiter(
                    context.getBean(RequestBudgets.class), 1, new Deadline(() -> 2_000, Duration.ofSeconds(1)));
            limiter.await("ListUsers");

            assertThatThrownBy(() -> limiter.await("ListUsers"))
                    .isInstanceOf(TemporaryFailure.class)
                    .hasMessageContaining("UserList");
        }
    }
}
