package cognitobackup.local.lambda;

/** Invokes functions of one Region, wherever they run. */
public interface FunctionInvoker {
    /**
     * Invokes a function and waits for its answer.
     *
     * @param function its name or its ARN, with a version or without
     * @param payload JSON
     * @throws LambdaServiceException if Lambda itself refuses
     */
    InvocationResult invoke(String function, String payload) throws LambdaServiceException;
}
