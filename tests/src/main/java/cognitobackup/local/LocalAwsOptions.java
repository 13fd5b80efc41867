package cognitobackup.local;

import cognitobackup.local.cognito.Behaviour;
import cognitobackup.local.cognito.Quotas;
import cognitobackup.local.stepfunctions.Sleeper;
import java.time.Clock;
import java.util.List;

/**
 * What local AWS to start.
 *
 * @param accountId twelve digits
 * @param regions one or more
 * @param clock what the services written here go by; DynamoDB, SQS and S3 go by the machine's
 * @param quotas of Cognito, in each Region
 * @param cognito how Cognito behaves where AWS leaves it open
 * @param sleeper how workflows wait
 * @param longPolling whether SQS waits for messages as long as it is asked to, or answers at once with those it has
 */
public record LocalAwsOptions(
        String accountId,
        List<String> regions,
        LambdaMode lambda,
        Clock clock,
        Quotas quotas,
        Behaviour cognito,
        Sleeper sleeper,
        boolean longPolling) {
    public LocalAwsOptions {
        regions = List.copyOf(regions);
    }

    /** One account, functions in this process, the machine's clock, AWS's default quotas. */
    public static LocalAwsOptions of(String... regions) {
        return new LocalAwsOptions(
                "123456789012",
                List.of(regions),
                LambdaMode.IN_PROCESS,
                Clock.systemUTC(),
                Quotas.ofAws(),
                Behaviour.standard(),
                Sleeper.real(),
                true);
    }

    public LocalAwsOptions withLambda(LambdaMode other) {
        return new LocalAwsOptions(accountId, regions, other, clock, quotas, cognito, sleeper, longPolling);
    }

    public LocalAwsOptions withClock(Clock other) {
        return new LocalAwsOptions(accountId, regions, lambda, other, quotas, cognito, sleeper, longPolling);
    }

    public LocalAwsOptions withQuotas(Quotas other) {
        return new LocalAwsOptions(accountId, regions, lambda, clock, other, cognito, sleeper, longPolling);
    }

    public LocalAwsOptions withCognito(Behaviour other) {
        return new LocalAwsOptions(accountId, regions, lambda, clock, quotas, other, sleeper, longPolling);
    }

    public LocalAwsOptions withSleeper(Sleeper other) {
        return new LocalAwsOptions(accountId, regions, lambda, clock, quotas, cognito, other, longPolling);
    }

    public LocalAwsOptions withoutLongPolling() {
        return new LocalAwsOptions(accountId, regions, lambda, clock, quotas, cognito, sleeper, false);
    }
}
