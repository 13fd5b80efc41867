package cognitobackup.local.lambda;

/** Where one instance of a function lives; it runs one invocation at a time. */
interface Sandbox {
    /** Runs the handler until it returns or throws; whoever calls watches the time. */
    InvocationResult invoke(Invocation invocation) throws InterruptedException;

    /** Whether it can take another invocation. */
    boolean alive();

    /** Ends the instance at once, whatever it does. */
    void kill();
}
