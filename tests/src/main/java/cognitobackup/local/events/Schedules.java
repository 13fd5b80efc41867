package cognitobackup.local.events;

import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.JsonService;
import cognitobackup.local.iam.AccessDeniedException;
import cognitobackup.local.iam.AccessRequest;
import cognitobackup.local.iam.Caller;
import cognitobackup.local.iam.Iam;
import cognitobackup.local.lambda.LambdaFunctions;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/**
 * EventBridge Scheduler of one Region. No clock runs here: a schedule is fired by hand, so that a rehearsal need not
 * wait for the night.
 */
public final class Schedules {
    /** https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html. */
    private static final Pattern EXPRESSION = Pattern.compile(
            "rate\\([1-9][0-9]* (minute|hour|day)s?\\)|cron\\(\\S+ \\S+ \\S+ \\S+ \\S+ \\S+\\)|at\\(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\)");

    private static final String SERVICE = "scheduler.amazonaws.com";
    private static final String STATE_MACHINE = "arn:[a-z-]+:states:.+:stateMachine:.+";
    private static final String FUNCTION = "arn:[a-z-]+:lambda:.+:function:.+";

    private final String arnPrefix;
    private final String groupArnPrefix;
    private final Iam iam;
    private final JsonService stepFunctions;
    private final LambdaFunctions functions;
    private final DeadLetters deadLetters;
    private final Map<String, Schedule> schedules = new ConcurrentSkipListMap<>();
    private volatile boolean throttled;

    /** Takes what a schedule could not start. */
    public interface DeadLetters {
        /**
         * Sends a message, which is lost where the queue does not take it.
         *
         * @param caller the role of the schedule, which must be allowed to
         */
        void send(Caller caller, String queueArn, String body);
    }

    public Schedules(
            String region, Iam iam, JsonService stepFunctions, LambdaFunctions functions, DeadLetters deadLetters) {
        this.arnPrefix = "arn:aws:scheduler:" + region + ":" + iam.accountId() + ":schedule/";
        this.groupArnPrefix = "arn:aws:scheduler:" + region + ":" + iam.accountId() + ":schedule-group/";
        this.iam = iam;
        this.stepFunctions = stepFunctions;
        this.functions = functions;
        this.deadLetters = deadLetters;
    }

    /**
     * Makes a schedule.
     *
     * @return its ARN
     * @throws AwsError if EventBridge Scheduler would refuse it
     */
    public String create(Schedule schedule) {
        check(schedule);
        if (schedules.putIfAbsent(key(schedule), schedule) != null) {
            throw new AwsError(409, "ConflictException", "Schedule " + schedule.name() + " already exists.");
        }
        return arnPrefix + key(schedule);
    }

    /**
     * Changes a schedule.
     *
     * @throws AwsError if EventBridge Scheduler would refuse it
     */
    public void update(Schedule schedule) {
        check(schedule);
        if (schedules.replace(key(schedule), schedule) == null) {
            throw new AwsError(404, "ResourceNotFoundException", "Schedule " + schedule.name() + " does not exist.");
        }
    }

    /**
     * Deletes a schedule.
     *
     * @param id its group and name, as in its ARN
     * @throws AwsError if there is none
     */
    public void delete(String id) {
        if (schedules.remove(id) == null) {
            throw new AwsError(404, "ResourceNotFoundException", "Schedule " + id + " does not exist.");
        }
    }

    private static String key(Schedule schedule) {
        return schedule.group() + "/" + schedule.name();
    }

    private void check(Schedule schedule) {
        if (!EXPRESSION.matcher(schedule.expression()).matches()) {
            throw AwsError.badRequest("ValidationException", "Invalid Schedule Expression " + schedule.expression());
        }
        if (!schedule.target().matches(STATE_MACHINE + "|" + FUNCTION)) {
            throw AwsError.notBuilt("A schedule whose target is neither a state machine nor a function");
        }
        try {
            assume(schedule);
        } catch (AccessDeniedException e) {
            throw AwsError.badRequest(
                    "ValidationException",
                    "The execution role you provide must allow AWS EventBridge Scheduler to assume the role.");
        }
    }

    public List<Schedule> all() {
        return List.copyOf(schedules.values());
    }

    /** Whether the targets are to answer every start as they answer too many. */
    public void throttle(boolean on) {
        this.throttled = on;
    }

    /**
     * Does what the schedule does when its time comes. What cannot be started, its role's lack of the right included, goes
     * to the schedule's dead-letter queue, at once instead of after its last attempt; without one, or where its role may
     * not send to it, it is lost.
     *
     * @return the ARN of the execution that it started, or of the function that it called; empty where neither
     * @see <a href="https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html">Configuring a
     *     dead-letter queue</a>
     */
    public Optional<String> fire(Schedule schedule) {
        if (!schedule.enabled()) {
            throw new IllegalStateException("the schedule " + schedule.name() + " is disabled");
        }
        Caller caller = assume(schedule);
        try {
            return Optional.of(start(caller, schedule));
        } catch (AwsError | AccessDeniedException e) {
            schedule.deadLetterQueue().ifPresent(queue -> deadLetters.send(caller, queue, schedule.input()));
            return Optional.empty();
        }
    }

    private String start(Caller caller, Schedule schedule) {
        if (throttled) {
            throw AwsError.badRequest("ThrottlingException", "Rate exceeded");
        }
        if (schedule.target().matches(FUNCTION)) {
            iam.authorize(caller, AccessRequest.of("lambda:InvokeFunction", schedule.target()));
            functions.invokeLater(schedule.target(), schedule.input());
            return schedule.target();
        }
        iam.authorize(caller, AccessRequest.of("states:StartExecution", schedule.target()));
        return stepFunctions
                .call(
                        "StartExecution",
                        new ObjectMapper()
                                .createObjectNode()
                                .put("stateMachineArn", schedule.target())
                                .put("input", schedule.input()))
                .path("executionArn")
                .asText();
    }

    /** The source is the schedule's group: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html. */
    private Caller assume(Schedule schedule) {
        return iam.assume(schedule.role(), SERVICE, groupArnPrefix + schedule.group(), schedule.name());
    }
}
