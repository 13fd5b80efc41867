package cognitobackup.local.lambda;

import cognitobackup.local.iam.AccessDeniedException;
import cognitobackup.local.iam.AccessRequest;
import cognitobackup.local.iam.Caller;
import cognitobackup.local.iam.Iam;

/**
 * Writes what one instance prints to its function's log group, as far as the function's role may. As at AWS, a function
 * that may not runs all the same, and its output is lost.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html">CloudWatch Logs with
 *     Lambda</a>
 */
final class LogWriter {
    static final String STREAM = "local";

    private final Iam iam;
    private final Caller caller;
    private final String streamArn;
    private final String function;
    private final FunctionLogs logs;
    private final boolean hasStream;

    LogWriter(Iam iam, Caller caller, String region, FunctionDefinition function, FunctionLogs logs) {
        this.iam = iam;
        this.caller = caller;
        this.streamArn = "arn:aws:logs:" + region + ":" + iam.accountId() + ":log-group:" + function.logGroup()
                + ":log-stream:" + STREAM;
        this.function = function.name();
        this.logs = logs;
        this.hasStream = may("logs:CreateLogStream");
    }

    void write(String line) {
        if (hasStream && may("logs:PutLogEvents")) {
            logs.add(function, line);
        }
    }

    private boolean may(String action) {
        try {
            iam.authorize(caller, AccessRequest.of(action, streamArn));
            return true;
        } catch (AccessDeniedException e) {
            return false;
        }
    }
}
