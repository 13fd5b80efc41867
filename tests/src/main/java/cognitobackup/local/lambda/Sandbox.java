package cognitobackup.local.lambda;

/** Where one instance of a function lives; it runs one invocation at a time. */
interface Sandbox {
    /**
     * Waits until the function has been initialised, or has failed to be, which its next invocation tells. Lambda does not
     * count this time to the invocation's.
     *
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">The life of an execution
     *     environment</a>
     */
    void awaitInitialised() throws InterruptedException;

    /** Runs the handler until it returns or throws; whoever calls watches the time. */
    InvocationResult invoke(Invocation invocation) throws InterruptedException;

    /** Whether it can take another invocation. */
    boolean alive();

    /** Ends the instance at once, whatever it does. */
    void kill();
}
