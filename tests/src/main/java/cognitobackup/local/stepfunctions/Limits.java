package cognitobackup.local.stepfunctions;

import java.time.Duration;

/**
 * What AWS Step Functions allows.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html">Service quotas</a>
 */
final class Limits {
    /** Input, output, arguments, result or one variable: bytes of JSON in UTF-8. */
    static final int PAYLOAD_BYTES = 256 * 1024;

    /** All variables that an execution holds at a time, in bytes of JSON. */
    static final long VARIABLES_BYTES = 10L * 1024 * 1024;

    /** The last event is the failure that says so. */
    static final int HISTORY_EVENTS = 25_000;

    static final int DEFINITION_BYTES = 1024 * 1024;
    static final int NAME_CHARACTERS = 80;
    static final int CAUSE_CHARACTERS = 32_768;

    /** Of an inline Map, whatever its MaxConcurrency says. */
    static final int MAP_ITERATIONS_AT_ONCE = 40;

    /** Of TimeoutSeconds, Seconds, IntervalSeconds and MaxAttempts. */
    static final long COUNT = 99_999_999;

    /** Of MaxDelaySeconds: a leap year. */
    static final long RETRY_DELAY_SECONDS = 31_622_400;

    /** How deep one JSONata expression may nest. */
    static final int EXPRESSION_DEPTH = 100;

    static final long EXPRESSION_MILLISECONDS = 5_000;

    /** A closed execution, and its name, are kept for this long. */
    static final Duration RETENTION = Duration.ofDays(90);

    /** Since its end. */
    static final Duration REDRIVABLE = Duration.ofDays(14);

    /** Of what an event of EventBridge carries, escaped, before input or output is left out. */
    static final int EVENT_BYTES = 248 * 1024;

    private Limits() {}
}
