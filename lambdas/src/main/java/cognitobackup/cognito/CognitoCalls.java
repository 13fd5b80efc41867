package cognitobackup.cognito;

import cognitobackup.function.Deadline;
import cognitobackup.function.TemporaryFailure;
import cognitobackup.metrics.Metric;
import cognitobackup.metrics.Metrics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Sends requests to Cognito: each within the budget, throttled ones again until the deadline, failed ones again a few
 * times. Lets out no exception of the SDK, since Cognito's words may quote personal data. Thread-safe.
 */
final class CognitoCalls {
    private static final Logger LOG = LoggerFactory.getLogger(CognitoCalls.class);

    /** Error codes and not types: AdminSetUserMFAPreference, for one, is throttled though its model does not say so. */
    private static final Set<String> THROTTLED = Set.of("TooManyRequestsException", "ThrottlingException");

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final int ATTEMPTS_AT_FAILURES = 4;

    private final RequestLimiter limiter;
    private final Deadline deadline;
    private final Metrics metrics;
    private final Pause pause;
    private final Map<String, Long> calls = new ConcurrentHashMap<>();

    CognitoCalls(RequestLimiter limiter, Deadline deadline, Metrics metrics, Pause pause) {
        this.limiter = limiter;
        this.deadline = deadline;
        this.metrics = metrics;
        this.pause = pause;
    }

    /** Calls an operation that may be repeated when nobody knows whether it took effect. */
    <T> T repeatable(String operation, Supplier<T> call) {
        return call(operation, call, ATTEMPTS_AT_FAILURES, Set.of());
    }

    /** Calls an operation that is repeated only where Cognito says that it had no effect. */
    <T> T once(String operation, Supplier<T> call) {
        return call(operation, call, 1, Set.of());
    }

    /** Calls an operation that may be repeated, and that is also repeated a few times when it fails with this code. */
    <T> T repeatableDespite(String errorCode, String operation, Supplier<T> call) {
        return call(operation, call, ATTEMPTS_AT_FAILURES, Set.of(errorCode));
    }

    /** As {@link #once}, and repeated a few times when it fails with this code, which says that it had no effect. */
    <T> T onceDespite(String errorCode, String operation, Supplier<T> call) {
        return call(operation, call, 1, Set.of(errorCode));
    }

    Map<String, Long> byOperation() {
        return new TreeMap<>(calls);
    }

    private <T> T call(String operation, Supplier<T> call, int attempts, Set<String> passingCodes) {
        int throttled = 0;
        int failed = 0;
        while (true) {
            try {
                limiter.await(operation);
                calls.merge(operation, 1L, Long::sum);
                metrics.add(Metric.API_CALLS, RequestCategory.of(operation).awsName(), 1);
                return call.get();
            } catch (AwsServiceException e) {
                String code = errorCode(e);
                if (THROTTLED.contains(code)) {
                    throttled++;
                    metrics.add(Metric.THROTTLES, RequestCategory.of(operation).awsName(), 1);
                    pause(operation, code, throttled);
                } else if (passingCodes.contains(code)) {
                    failed++;
                    if (failed >= ATTEMPTS_AT_FAILURES) {
                        throw rejected(operation, code, e);
                    }
                    pause(operation, code, failed);
                } else if (e.statusCode() >= 500) {
                    failed++;
                    if (failed >= attempts) {
                        throw new TemporaryFailure(operation + " failed with " + code + ".");
                    }
                    pause(operation, code, failed);
                } else if (code.equals(AccessDeniedException.ERROR_CODE)) {
                    throw new AccessDeniedException(operation);
                } else {
                    throw rejected(operation, code, e);
                }
            } catch (SdkClientException e) {
                failed++;
                if (failed >= attempts || !connectionFailed(e)) {
                    throw new TemporaryFailure(
                            operation + " got no answer (" + e.getClass().getSimpleName() + ").");
                }
                pause(operation, e.getClass().getSimpleName(), failed);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new TemporaryFailure(operation + " was interrupted.");
            }
        }
    }

    private static boolean connectionFailed(SdkClientException e) {
        return e instanceof ApiCallTimeoutException
                || e instanceof ApiCallAttemptTimeoutException
                || e.getCause() instanceof IOException;
    }

    private static RejectedByCognitoException rejected(String operation, String code, AwsServiceException e) {
        LOG.atDebug()
                .addKeyValue("operation", operation)
                .addKeyValue("errorCode", code)
                .addKeyValue("awsRequestId", e.requestId())
                .log("Cognito refused a request");
        return new RejectedByCognitoException(operation, code);
    }

    private static String errorCode(AwsServiceException e) {
        return e.awsErrorDetails() == null
                ? "no error code"
                : String.valueOf(e.awsErrorDetails().errorCode());
    }

    /** Waits a random part of a time that doubles, so that workers throttled together do not return together. */
    private void pause(String operation, String reason, int times) {
        long doubled = FIRST_PAUSE.toMillis() << Math.min(times, 10);
        long longest = Math.min(LONGEST_PAUSE.toMillis(), doubled);
        Duration duration = Duration.ofMillis(ThreadLocalRandom.current().nextLong(longest / 4, longest));
        if (duration.compareTo(deadline.left()) > 0) {
            throw new TemporaryFailure(operation + " was not answered before the deadline: " + reason + ".");
        }
        try {
            pause.pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporaryFailure(operation + " was interrupted.");
        }
    }
}
