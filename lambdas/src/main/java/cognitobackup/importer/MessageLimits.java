package cognitobackup.importer;

import cognitobackup.cognito.RequestBudgets;
import cognitobackup.cognito.RequestCategory;
import cognitobackup.function.FunctionSettings;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;

/**
 * How many calls to Cognito one message may ask for, so that a worker is done with it in {@link #LONGEST_WORK}: then
 * little is lost with a worker, and much can be shared out.
 *
 * @param newUsers users to create, at least 1
 * @param userUpdates calls that change a user, at least 1
 */
record MessageLimits(int newUsers, int userUpdates) {
    private static final Duration LONGEST_WORK = Duration.ofSeconds(30);

    /** Makes the limits out of what the deployment may send. */
    @Factory
    static class FromBudgets {
        @Singleton
        MessageLimits limits(RequestBudgets budgets, FunctionSettings settings) {
            // Each new user costs a call of both categories.
            double newUsers = Math.min(
                    budgets.requestsPerSecond(RequestCategory.USER_CREATION),
                    budgets.requestsPerSecond(RequestCategory.USER_ACCOUNT_RECOVERY));
            double userUpdates = budgets.requestsPerSecond(RequestCategory.USER_UPDATE);
            return new MessageLimits(
                    calls(newUsers, settings.importWorkers()), calls(userUpdates, settings.importWorkers()));
        }

        private static int calls(double requestsPerSecond, int workers) {
            return (int) Math.max(1, requestsPerSecond * LONGEST_WORK.toSeconds() / workers);
        }
    }
}
