package cognitobackup.local;

import cognitobackup.local.lambda.FunctionRuntime;
import cognitobackup.local.lambda.InProcessRuntime;
import cognitobackup.local.lambda.ProcessRuntime;

/** What functions run in. */
public enum LambdaMode {
    /** This process: fast. */
    IN_PROCESS,
    /** A process for each instance, under AWS's own runtime interface client: as it is at AWS. */
    PROCESSES;

    FunctionRuntime start() {
        return switch (this) {
            case IN_PROCESS -> new InProcessRuntime();
            case PROCESSES -> new ProcessRuntime();
        };
    }
}
