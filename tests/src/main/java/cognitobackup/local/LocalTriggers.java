package cognitobackup.local;

import cognitobackup.local.cognito.TriggerFunctions;
import cognitobackup.local.lambda.InvocationResult;
import cognitobackup.local.lambda.LambdaFunctions;
import cognitobackup.local.lambda.LambdaServiceException;
import java.time.Duration;
import java.util.Optional;

/** Leads the triggers of a Region's user pools to its functions. */
final class LocalTriggers implements TriggerFunctions {
    /** A trigger must answer within five seconds. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final String arnPrefix;
    private final LambdaFunctions functions;

    LocalTriggers(String region, String accountId, LambdaFunctions functions) {
        this.arnPrefix = "arn:aws:lambda:" + region + ":" + accountId + ":function:";
        this.functions = functions;
    }

    @Override
    public Optional<Answer> call(String functionArn, String sourceArn, String event) {
        boolean here = functionArn.startsWith(arnPrefix)
                && functions.functions().stream().anyMatch(function -> functionArn.equals(arnPrefix + function.name()));
        if (!here) {
            return Optional.empty();
        }
        if (!functions.allows(functionArn, "cognito-idp.amazonaws.com", sourceArn)) {
            return Optional.of(new Answer(Outcome.NOT_RUN, "AccessDeniedException"));
        }
        try {
            long begin = System.nanoTime();
            InvocationResult result = functions.invoke(functionArn, event);
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                return Optional.of(new Answer(Outcome.NOT_RUN, "Socket timeout while invoking Lambda function"));
            }
            return Optional.of(new Answer(result.failed() ? Outcome.FAILED : Outcome.ANSWERED, result.payload()));
        } catch (LambdaServiceException e) {
            return Optional.of(new Answer(Outcome.NOT_RUN, e.code()));
        }
    }
}
