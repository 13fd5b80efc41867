package cognitobackup.drill;

import cognitobackup.drill.endpoint.Endpoint;
import cognitobackup.local.LambdaMode;
import java.time.Clock;
import java.util.Optional;

/**
 * How the stage is set.
 *
 * @param lambda what functions run in
 * @param quotaFactor by how much the local Cognito's request quotas exceed AWS's default ones
 * @param functionTimeoutSeconds how long one call of a function may take
 * @param clock what the local AWS goes by
 * @param waits whether workflows wait as long as they say, or only for a moment
 * @param endpoint what has Cognito, the tables, queues, topics and buckets instead of this process
 */
public record StageOptions(
        LambdaMode lambda,
        int quotaFactor,
        int functionTimeoutSeconds,
        Clock clock,
        boolean waits,
        Optional<Endpoint> endpoint) {
    /** Functions in this process, and quotas at which a thousand users take seconds. */
    public static StageOptions standard() {
        return new StageOptions(LambdaMode.IN_PROCESS, 40, 300, Clock.systemUTC(), true, Optional.empty());
    }

    public StageOptions withLambda(LambdaMode mode) {
        return new StageOptions(mode, quotaFactor, functionTimeoutSeconds, clock, waits, endpoint);
    }

    public StageOptions withQuotaFactor(int factor) {
        return new StageOptions(lambda, factor, functionTimeoutSeconds, clock, waits, endpoint);
    }

    public StageOptions withFunctionTimeoutSeconds(int seconds) {
        return new StageOptions(lambda, quotaFactor, seconds, clock, waits, endpoint);
    }

    public StageOptions withClock(Clock other) {
        return new StageOptions(lambda, quotaFactor, functionTimeoutSeconds, other, waits, endpoint);
    }

    /** For many short runs: nothing in them takes as long as the shortest wait of a workflow. */
    public StageOptions withoutWaiting() {
        return new StageOptions(lambda, quotaFactor, functionTimeoutSeconds, clock, false, endpoint);
    }

    /** On an endpoint, within its quotas; nothing where there is none. */
    public StageOptions at(Optional<Endpoint> other) {
        int factor = other.map(Endpoint::quotaFactor).orElse(quotaFactor);
        return new StageOptions(lambda, factor, functionTimeoutSeconds, clock, waits, other);
    }
}
