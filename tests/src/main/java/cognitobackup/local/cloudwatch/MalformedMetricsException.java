package cognitobackup.local.cloudwatch;

/** A line that looks like metrics and that CloudWatch Logs would not take for some. */
public class MalformedMetricsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedMetricsException(String message) {
        super(message);
    }
}
