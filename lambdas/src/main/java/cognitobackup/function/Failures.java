package cognitobackup.function;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Turns whatever a handler throws into one of the three failures that the workflows know. */
final class Failures {
    private static final String OURS = "cognitobackup.";

    private Failures() {}

    static RuntimeException known(Exception failure) {
        if (failure instanceof RefusedException || failure instanceof TemporaryFailure) {
            return (RuntimeException) failure;
        }
        return passing(failure)
                ? new TemporaryFailure(describe(failure))
                : new UnexpectedFailure(describe(failure), failure.getStackTrace());
    }

    private static boolean passing(Exception failure) {
        if (failure instanceof SdkServiceException service) {
            return service.isThrottlingException() || service.statusCode() >= 500 || service.retryable();
        }
        return failure instanceof ApiCallTimeoutException
                || failure instanceof ApiCallAttemptTimeoutException
                || (failure instanceof SdkException && failure.getCause() instanceof IOException)
                || failure instanceof UncheckedIOException;
    }

    /** Type, AWS error code and request id, and place; the message only where it is one of our own. */
    private static String describe(Exception failure) {
        var text = new StringBuilder(failure.getClass().getName());
        if (failure.getClass().getName().startsWith(OURS)) {
            text.append(": ").append(failure.getMessage());
        }
        if (failure instanceof AwsServiceException aws && aws.awsErrorDetails() != null) {
            text.append(" (")
                    .append(aws.awsErrorDetails().serviceName())
                    .append(' ')
                    .append(aws.awsErrorDetails().errorCode())
                    .append(", status ")
                    .append(aws.statusCode())
                    .append(", request ")
                    .append(aws.requestId())
                    .append(')');
        } else if (failure.getCause() != null) {
            text.append(" caused by ").append(failure.getCause().getClass().getName());
        }
        Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .findFirst()
                .ifPresent(frame -> text.append(" at ").append(frame));
        return text.toString();
    }
}
