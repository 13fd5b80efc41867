package cognitobackup.local.stepfunctions;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One execution of a state machine, running or ended. */
public final class Execution {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** What a redrive waits for what still moves of the ended run: one expression at most. */
    private static final long QUIET_SECONDS = 10;

    private final StateMachine machine;
    private final Surroundings surroundings;
    private final String name;
    private final String input;
    private final JsonNode parsedInput;
    private final Instant startDate;
    private final History history;
    private final Branch root;

    private Group group = new Group();
    private Future<?> run;
    private ExecutionStatus status = ExecutionStatus.RUNNING;
    private Instant stopDate;
    private JsonNode output;
    private String error;
    private String cause;
    private int redriveCount;
    private Instant redriveDate;

    /** @throws IllegalArgumentException if the input is not JSON */
    Execution(StateMachine machine, Surroundings surroundings, String name, String input) {
        this.machine = machine;
        this.surroundings = surroundings;
        this.name = name;
        this.input = input;
        this.parsedInput = Json.parse(input);
        this.startDate = surroundings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        this.history = new History(surroundings.clock());
        this.root = new Branch(machine.definition().flow(), parsedInput, Scope.ofExecution(), null);
    }

    synchronized void start() {
        ObjectNode details = NODES.objectNode();
        details.put("input", input);
        details.putObject("inputDetails").put("truncated", false);
        details.put("roleArn", machine.roleArn());
        history.add("ExecutionStarted", 0, "executionStartedEventDetails", details);
        begin();
    }

    /**
     * Goes on from the state that failed; what succeeded is kept.
     *
     * @throws AwsError ExecutionNotRedrivable
     */
    Instant redrive() {
        checkRedrivable();
        // Not under this object's lock, which the ended run may still want.
        awaitQuiet();
        return resume();
    }

    private synchronized Instant resume() {
        checkRedrivable();
        redriveCount++;
        redriveDate = surroundings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        status = ExecutionStatus.RUNNING;
        stopDate = null;
        error = null;
        cause = null;
        group = new Group();
        history.reopen();
        ObjectNode details = NODES.objectNode();
        details.put("redriveCount", redriveCount);
        history.add("ExecutionRedriven", 0, "executionRedrivenEventDetails", details);
        begin();
        return redriveDate;
    }

    private synchronized void checkRedrivable() {
        Optional<String> reason = notRedrivable();
        if (reason.isPresent()) {
            throw AwsError.badRequest("ExecutionNotRedrivable", reason.get());
        }
    }

    private void begin() {
        Group current = group;
        publish();
        run = surroundings.threads().submit(() -> run(current));
        Long seconds = machine.definition().timeoutSeconds();
        if (seconds != null) {
            Future<?> limit = surroundings
                    .timer()
                    .schedule(
                            () -> end(current, ExecutionStatus.TIMED_OUT, null, null, null), seconds, TimeUnit.SECONDS);
            current.whenCancelled(() -> limit.cancel(false));
        }
    }

    private void run(Group current) {
        try {
            current.enter();
            new Interpreter(this, surroundings).run(root, current);
            history.requireRoom();
            end(current, ExecutionStatus.SUCCEEDED, root.output(), null, null);
        } catch (StateFailure e) {
            end(current, ExecutionStatus.FAILED, null, e.error(), e.cause());
        } catch (Cancelled e) {
            // Whoever cancelled has said how the execution ended.
            return;
        } catch (RuntimeException e) {
            end(current, ExecutionStatus.FAILED, null, "States.Runtime", "This local AWS failed: " + e);
        } finally {
            current.leave();
        }
    }

    /** Ends the run of a group, unless it has ended already. */
    private synchronized void end(Group of, ExecutionStatus how, JsonNode result, String because, String why) {
        if (group != of || status != ExecutionStatus.RUNNING) {
            return;
        }
        status = how;
        stopDate = surroundings.clock().instant().truncatedTo(ChronoUnit.MILLIS);
        output = result;
        error = because;
        cause = why;
        ObjectNode details = NODES.objectNode();
        if (result != null) {
            details.put("output", Json.text(result));
            details.putObject("outputDetails").put("truncated", false);
        }
        putIfKnown(details, "error", how == ExecutionStatus.TIMED_OUT ? "States.Timeout" : because);
        putIfKnown(details, "cause", why);
        String type = eventType(how);
        boolean byItself = how == ExecutionStatus.SUCCEEDED || how == ExecutionStatus.FAILED;
        history.close(type, byItself ? root.lastEvent() : 0, History.detailsOf(type), details);
        of.cancel();
        publish();
        notifyAll();
    }

    private static String eventType(ExecutionStatus status) {
        return switch (status) {
            case RUNNING -> "ExecutionStarted";
            case SUCCEEDED -> "ExecutionSucceeded";
            case FAILED -> "ExecutionFailed";
            case TIMED_OUT -> "ExecutionTimedOut";
            case ABORTED -> "ExecutionAborted";
        };
    }

    /** Ends the execution as aborted, if it still runs. Running tasks go on; what they answer is ignored. */
    synchronized void stop(String because, String why) {
        end(group, ExecutionStatus.ABORTED, null, because, why);
    }

    /** Ends without a trace, as when the Region is lost. */
    synchronized void vanish() {
        group.cancel();
    }

    private void awaitQuiet() {
        Future<?> ended;
        synchronized (this) {
            ended = run;
        }
        try {
            ended.get(QUIET_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The ended run of " + arn() + " still moves.", e);
        }
    }

    /** Why RedriveExecution would refuse, in words, or empty. */
    private Optional<String> notRedrivable() {
        if (status == ExecutionStatus.RUNNING || status == ExecutionStatus.SUCCEEDED) {
            return Optional.of("Execution is " + status + " and cannot be redriven");
        }
        if (history.size() >= Limits.HISTORY_EVENTS - 1) {
            return Optional.of("Execution history event limit exceeded");
        }
        return stopDate.plus(Limits.REDRIVABLE).isBefore(surroundings.clock().instant())
                ? Optional.of("Execution is past its redrivable period")
                : Optional.empty();
    }

    /**
     * Waits for the end.
     *
     * @throws IllegalStateException if it does not come in time, saying how the execution fares
     */
    public synchronized ExecutionStatus awaitEnd(Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (status == ExecutionStatus.RUNNING) {
            long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
            if (left <= 0) {
                throw new IllegalStateException(arn() + " is still running after " + atMost + ".");
            }
            wait(left);
        }
        return status;
    }

    public String arn() {
        return machine.executionArn(name);
    }

    public String name() {
        return name;
    }

    public String stateMachineArn() {
        return machine.arn();
    }

    public synchronized ExecutionStatus status() {
        return status;
    }

    /** The input as it came. */
    public String input() {
        return input;
    }

    /** What a successful execution gave, else null. */
    public synchronized JsonNode output() {
        return output;
    }

    /** The name of the error of a failed execution, or what its abort said, else null. */
    public synchronized String error() {
        return error;
    }

    public synchronized String cause() {
        return cause;
    }

    /** The events as GetExecutionHistory answers them. */
    public List<ObjectNode> history() {
        return history.events();
    }

    synchronized boolean isStoppedBefore(Instant time) {
        return stopDate != null && stopDate.isBefore(time);
    }

    History events() {
        return history;
    }

    /** What the expressions of a state see as {@code $states.context}. */
    ObjectNode context(Branch branch, State state, Instant entered, long retries) {
        ObjectNode context = NODES.objectNode();
        ObjectNode self = context.putObject("Execution");
        self.put("Id", arn());
        self.set("Input", parsedInput);
        self.put("Name", name);
        self.put("RoleArn", machine.roleArn());
        self.put("StartTime", startDate.toString());
        self.put("RedriveCount", redriveCount);
        if (redriveDate != null) {
            self.put("RedriveTime", redriveDate.toString());
        }
        context.putObject("StateMachine").put("Id", machine.arn()).put("Name", machine.name());
        context.putObject("State")
                .put("Name", state.name())
                .put("EnteredTime", entered.truncatedTo(ChronoUnit.MILLIS).toString())
                .put("RetryCount", retries);
        if (branch.mapItem() != null) {
            context.set("Map", branch.mapItem());
        }
        return context;
    }

    /** As ListExecutions answers it. */
    synchronized ObjectNode summary() {
        ObjectNode summary = NODES.objectNode();
        summary.put("executionArn", arn());
        summary.put("stateMachineArn", machine.arn());
        summary.put("name", name);
        summary.put("status", status.name());
        summary.set("startDate", History.seconds(startDate));
        if (stopDate != null) {
            summary.set("stopDate", History.seconds(stopDate));
        }
        summary.put("redriveCount", redriveCount);
        if (redriveDate != null) {
            summary.set("redriveDate", History.seconds(redriveDate));
        }
        return summary;
    }

    /** As DescribeExecution answers it. */
    synchronized ObjectNode description() {
        ObjectNode description = summary();
        description.put("input", input);
        description.putObject("inputDetails").put("included", true);
        if (output != null) {
            description.put("output", Json.text(output));
            description.putObject("outputDetails").put("included", true);
        }
        putIfKnown(description, "error", error);
        putIfKnown(description, "cause", cause);
        Optional<String> reason = notRedrivable();
        description.put("redriveStatus", reason.isPresent() ? "NOT_REDRIVABLE" : "REDRIVABLE");
        putIfKnown(description, "redriveStatusReason", reason.orElse(null));
        return description;
    }

    private void publish() {
        ObjectNode detail = NODES.objectNode();
        detail.put("executionArn", arn());
        detail.put("stateMachineArn", machine.arn());
        detail.put("name", name);
        detail.put("status", status.name());
        detail.put("startDate", startDate.toEpochMilli());
        detail.put("stopDate", stopDate == null ? null : (Long) stopDate.toEpochMilli());
        EventBridge.payloads(detail, input, output == null ? null : Json.text(output));
        detail.putNull("stateMachineVersionArn");
        detail.putNull("stateMachineAliasArn");
        detail.put("redriveCount", redriveCount);
        detail.put("redriveDate", redriveDate == null ? null : (Long) redriveDate.toEpochMilli());
        Optional<String> reason = notRedrivable();
        detail.put("redriveStatus", reason.isPresent() ? "NOT_REDRIVABLE" : "REDRIVABLE");
        detail.put("redriveStatusReason", reason.orElse(null));
        detail.put("error", error);
        detail.put("cause", cause);
        ObjectNode event = EventBridge.event(surroundings, arn(), detail);
        surroundings.listener().accept(new StatusChange(arn(), machine.arn(), status, event));
    }

    private static void putIfKnown(ObjectNode object, String member, String value) {
        if (value != null) {
            object.put(member, value);
        }
    }
}
