package cognitobackup.drill;

import cognitobackup.local.LambdaMode;

/**
 * How the stage is set.
 *
 * @param lambda what functions run in
 * @param quotaFactor by how much the local Cognito's request quotas exceed AWS's default ones
 * @param functionTimeoutSeconds how long one call of a function may take
 */
public record StageOptions(LambdaMode lambda, int quotaFactor, int functionTimeoutSeconds) {
    /** Functions in this process, and quotas at which a thousand users take seconds. */
    public static StageOptions standard() {
        return new StageOptions(LambdaMode.IN_PROCESS, 40, 300);
    }

    public StageOptions withLambda(LambdaMode mode) {
        return new StageOptions(mode, quotaFactor, functionTimeoutSeconds);
    }

    public StageOptions withFunctionTimeoutSeconds(int seconds) {
        return new StageOptions(lambda, quotaFactor, seconds);
    }
}
