package cognitobackup.local;

import cognitobackup.local.cognito.Behaviour;
import cognitobackup.local.cognito.Quotas;
import cognitobackup.local.stepfunctions.Sleeper;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What local AWS to start.
 *
 * @param accountId twelve digits
 * @param regions one or more
 * @param clock what the services written here and functions in this process go by; DynamoDB, SQS and S3 go by the
 *     machine's
 * @param quotas of Cognito, in each Region
 * @param cognito how Cognito behaves where AWS leaves it open
 * @param sleeper how workflows wait
 * @param longPolling whether SQS waits for messages as long as it is asked to, or answers at once with those it has
 * @param elsewhere what has the services that keep things, or more, instead of this process
 */
public record LocalAwsOptions(
        String accountId,
        List<String> regions,
        LambdaMode lambda,
        Clock clock,
        Quotas quotas,
        Behaviour cognito,
        Sleeper sleeper,
        boolean longPolling,
        Optional<Elsewhere> elsewhere) {
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
                true,
                Optional.empty());
    }

    public LocalAwsOptions withLambda(LambdaMode other) {
        return new LocalAwsOptions(accountId, regions, other, clock, quotas, cognito, sleeper, longPolling, elsewhere);
    }

    public LocalAwsOptions withClock(Clock other) {
        return new LocalAwsOptions(accountId, regions, lambda, other, quotas, cognito, sleeper, longPolling, elsewhere);
    }

    public LocalAwsOptions withQuotas(Quotas other) {
        return new LocalAwsOptions(accountId, regions, lambda, clock, other, cognito, sleeper, longPolling, elsewhere);
    }

    public LocalAwsOptions withCognito(Behaviour other) {
        return new LocalAwsOptions(accountId, regions, lambda, clock, quotas, other, sleeper, longPolling, elsewhere);
    }

    public LocalAwsOptions withSleeper(Sleeper other) {
        return new LocalAwsOptions(accountId, regions, lambda, clock, quotas, cognito, other, longPolling, elsewhere);
    }

    public LocalAwsOptions withoutLongPolling() {
        return new LocalAwsOptions(accountId, regions, lambda, clock, quotas, cognito, sleeper, false, elsewhere);
    }

    /** One whose services that keep things, or more of them, are elsewhere, in an account there. */
    public LocalAwsOptions withServicesAt(Elsewhere other, String accountThere) {
        return new LocalAwsOptions(
                accountThere, regions, lambda, clock, quotas, cognito, sleeper, longPolling, Optional.of(other));
    }
}
