package cognitobackup.local.cognito;

import java.util.Optional;

/** The Lambda functions that a pool's triggers may be set to. */
@FunctionalInterface
public interface TriggerFunctions {
    /**
     * Invokes a function and waits.
     *
     * @param sourceArn of the pool
     * @return empty where there is no such function here: the call is noted, and taken as having changed nothing
     */
    Optional<Answer> call(String functionArn, String sourceArn, String event);

    /** No functions at all. */
    static TriggerFunctions none() {
        return (functionArn, sourceArn, event) -> Optional.empty();
    }

    /** What a function answered. */
    record Answer(Outcome outcome, String payload) {}

    /** How a call went. */
    enum Outcome {
        ANSWERED,
        /** The function itself failed; its payload says how. */
        FAILED,
        /** Lambda did not run it, or not in time. */
        NOT_RUN
    }
}
