package cognitobackup.backup;

import java.time.Instant;

/** What can be learned of the workflow executions that hold run locks. */
public interface Executions {
    /** How an execution is doing. Never throws: whoever cannot be asked is {@link State.CannotTell}. */
    State state(String execution);

    /** How an execution is doing. */
    sealed interface State {
        /** It has not ended. */
        record Running() implements State {}

        /** It has ended, in whatever way. */
        record Ended(Instant at) implements State {}

        /** Step Functions knows no such execution: forgotten, or, for some moments, too new. */
        record DoesNotExist() implements State {}

        /**
         * Nobody could say; that is not an end.
         *
         * @param reason why, without personal data
         */
        record CannotTell(String reason) implements State {}
    }
}
