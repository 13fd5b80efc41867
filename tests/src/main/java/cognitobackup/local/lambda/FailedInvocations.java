package cognitobackup.local.lambda;

/** Hears of every invocation that fails, and can have it made again: the way in which tests try a failure and go on. */
@FunctionalInterface
public interface FailedInvocations {
    FailedInvocations NOT_AGAIN = (role, begunNanoTime) -> false;

    /**
     * Whether what has failed is done again, at once.
     *
     * @param role the ARN of the role of the function, or of the workflow that could not invoke one
     * @param begunNanoTime when it began, by {@link System#nanoTime}
     */
    boolean again(String role, long begunNanoTime);
}
