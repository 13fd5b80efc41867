package cognitobackup.local;

import java.time.Clock;
import java.util.List;

/**
 * What local AWS to start.
 *
 * @param accountId twelve digits
 * @param regions one or more
 * @param clock what the services written here go by; DynamoDB, SQS and S3 go by the machine's
 */
public record LocalAwsOptions(String accountId, List<String> regions, LambdaMode lambda, Clock clock) {
    public LocalAwsOptions {
        regions = List.copyOf(regions);
    }

    /** One account, functions in this process, the machine's clock. */
    public static LocalAwsOptions of(String... regions) {
        return new LocalAwsOptions("123456789012", List.of(regions), LambdaMode.IN_PROCESS, Clock.systemUTC());
    }

    public LocalAwsOptions withLambda(LambdaMode mode) {
        return new LocalAwsOptions(accountId, regions, mode, clock);
    }

    public LocalAwsOptions withClock(Clock other) {
        return new LocalAwsOptions(accountId, regions, lambda, other);
    }
}
