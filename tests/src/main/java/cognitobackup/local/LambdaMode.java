package cognitobackup.local;

import cognitobackup.local.lambda.FunctionRuntime;
import cognitobackup.local.lambda.InProcessRuntime;
import cognitobackup.local.lambda.ProcessRuntime;
import java.time.Clock;

/** What functions run in. */
public enum LambdaMode {
    /** This process: fast. */
    IN_PROCESS,
    /** This process, a few functions at a time: fastest where many short workflows run one after the other. */
    IN_PROCESS_IN_TURNS,
    /** A process for each instance, under AWS's own runtime interface client: as it is at AWS. */
    PROCESSES;

    private static final int AT_A_TIME = 2;

    /** @param clock what functions in this process go by; those in processes of their own go by the machine's */
    FunctionRuntime start(Clock clock) {
        return switch (this) {
            case IN_PROCESS -> new InProcessRuntime(clock);
            case IN_PROCESS_IN_TURNS -> new InProcessRuntime(clock, AT_A_TIME);
            case PROCESSES -> new ProcessRuntime();
        };
    }
}
