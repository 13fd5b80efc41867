package cognitobackup.local.stepfunctions;

import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.JsonService;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * AWS Step Functions of one Region: state machines of type STANDARD, and their executions on daemon threads. What is not
 * built is refused by name.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_Operations.html">Operations</a>
 */
public final class StepFunctions implements JsonService, AutoCloseable {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final Pattern NAME = Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}\\p{Cs}]{1,80}");

    private final ExecutorService threads = Executors.newCachedThreadPool(daemons("step-functions"));
    private final ExecutorService events = Executors.newSingleThreadExecutor(daemons("step-functions-events"));
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(daemons("step-functions-timer"));
    private final Surroundings surroundings;

    private final Map<String, StateMachine> machines = new LinkedHashMap<>();
    private final Map<String, Execution> executions = new LinkedHashMap<>();

    /**
     * @param accountId twelve digits
     * @param sleeper how Wait states and retries wait
     * @param listener gets each change of status as EventBridge would, later and one after another, on a thread that
     *     holds up no execution
     */
    public StepFunctions(
            String region,
            String accountId,
            Clock clock,
            Sleeper sleeper,
            TaskIntegration tasks,
            Consumer<StatusChange> listener) {
        this.surroundings = new Surroundings(
                region, accountId, clock, sleeper, tasks, threads, timer, change -> tell(listener, change));
    }

    private void tell(Consumer<StatusChange> listener, StatusChange change) {
        try {
            events.execute(() -> listener.accept(change));
        } catch (RejectedExecutionException e) {
            if (!events.isShutdown()) {
                throw e;
            }
            // A lost Region tells nobody anything.
        }
    }

    @Override
    public String targetPrefix() {
        return "AWSStepFunctions";
    }

    @Override
    public JsonNode call(String operation, ObjectNode request) {
        return switch (operation) {
            case "CreateStateMachine" -> create(request);
            case "UpdateStateMachine" -> update(request);
            case "DescribeStateMachine" -> describeMachine(request);
            case "ListStateMachines" -> listMachines(request);
            case "DeleteStateMachine" -> delete(request);
            case "StartExecution" -> start(request);
            case "DescribeExecution" ->
                execution(new Request(operation, request, "executionArn").text("executionArn"))
                        .description();
            case "ListExecutions" -> listExecutions(request);
            case "StopExecution" -> stop(request);
            case "GetExecutionHistory" -> history(request);
            case "RedriveExecution" -> redrive(request);
            default -> throw AwsError.notBuilt("Step Functions " + operation);
        };
    }

    /**
     * Creates a state machine, unless the same one is there.
     *
     * @param definition in the Amazon States Language
     * @return its ARN
     * @throws AwsError InvalidDefinition with all that is wrong, InvalidName, StateMachineAlreadyExists, or what is not
     *     built
     */
    public String createStateMachine(String name, String definition, String roleArn) {
        return createStateMachine(name, definition, roleArn, NODES.objectNode()).arn();
    }

    /** Starts an execution. The name of one that runs with the same input gives that one. */
    public synchronized Execution startExecution(String stateMachineArn, String name, String input) {
        forgetOld();
        StateMachine machine = machine(stateMachineArn);
        checkName(name);
        Execution existing = executions.get(machine.executionArn(name));
        if (existing != null) {
            if (existing.status() == ExecutionStatus.RUNNING && existing.input().equals(input)) {
                return existing;
            }
            throw AwsError.badRequest(
                    "ExecutionAlreadyExists", "Execution Already Exists: '" + machine.executionArn(name) + "'");
        }
        if (Json.bytes(input) > Limits.PAYLOAD_BYTES) {
            throw Request.invalid("1 validation error detected: Value at 'input' failed to satisfy constraint:"
                    + " Member must have length less than or equal to " + Limits.PAYLOAD_BYTES);
        }
        Execution execution = newExecution(machine, name, input);
        executions.put(execution.arn(), execution);
        execution.start();
        return execution;
    }

    /** As {@link #startExecution(String, String, String)}, under a name that is new. */
    public Execution startExecution(String stateMachineArn, String input) {
        return startExecution(stateMachineArn, UUID.randomUUID().toString(), input);
    }

    private Execution newExecution(StateMachine machine, String name, String input) {
        try {
            return new Execution(machine, surroundings.of(machine), name, input);
        } catch (IllegalArgumentException e) {
            throw AwsError.badRequest(
                    "InvalidExecutionInput", "Invalid State Machine Execution Input: '" + e.getMessage() + "'");
        }
    }

    /**
     * An execution by its ARN.
     *
     * @throws AwsError ExecutionDoesNotExist
     */
    public synchronized Execution execution(String arn) {
        forgetOld();
        Execution execution = executions.get(arn);
        if (execution == null) {
            throw AwsError.badRequest("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'");
        }
        return execution;
    }

    /** All executions that are kept, oldest first. */
    public synchronized List<Execution> executions() {
        forgetOld();
        return List.copyOf(executions.values());
    }

    /** Ends an execution as ABORTED; one that has ended stays as it is. Error and cause may be null. */
    public void stopExecution(String arn, String error, String cause) {
        execution(arn).stop(error, cause);
    }

    /** Goes on with a failed, timed-out or aborted execution from where it stopped, under the same ARN. */
    public void redriveExecution(String arn) {
        execution(arn).redrive();
    }

    /** Ends everything without a trace: no status changes, no event is told. The Region is lost. */
    @Override
    public void close() {
        events.shutdownNow();
        timer.shutdownNow();
        List<Execution> all;
        synchronized (this) {
            all = List.copyOf(executions.values());
        }
        all.forEach(Execution::vanish);
        threads.shutdownNow();
    }

    private JsonNode create(ObjectNode body) {
        Request request = new Request(
                "CreateStateMachine",
                body,
                "name",
                "definition",
                "roleArn",
                "type",
                "loggingConfiguration",
                "tracingConfiguration",
                "encryptionConfiguration",
                "tags",
                "publish");
        String type = request.textOr("type", "STANDARD");
        if (!type.equals("STANDARD") || request.flag("publish", false)) {
            throw AwsError.notBuilt("Step Functions CreateStateMachine of type " + type + " or with a version");
        }
        StateMachine machine = createStateMachine(
                request.text("name"),
                request.text("definition"),
                request.text("roleArn"),
                request.pick("loggingConfiguration", "tracingConfiguration", "encryptionConfiguration"));
        ObjectNode answer = NODES.objectNode();
        answer.put("stateMachineArn", machine.arn());
        answer.set("creationDate", History.seconds(machine.created()));
        return answer;
    }

    private synchronized StateMachine createStateMachine(
            String name, String definition, String roleArn, ObjectNode settings) {
        checkName(name);
        Definition read = DefinitionReader.read(definition);
        String arn = "arn:" + partition() + ":states:" + surroundings.region() + ":" + surroundings.accountId()
                + ":stateMachine:" + name;
        StateMachine existing = machines.get(arn);
        if (existing != null
                && !(existing.text().equals(definition) && existing.settings().equals(settings))) {
            throw AwsError.badRequest("StateMachineAlreadyExists", "State Machine Already Exists: '" + arn + "'");
        }
        return machines.computeIfAbsent(
                arn,
                key -> new StateMachine(
                        arn,
                        name,
                        definition,
                        read,
                        roleArn,
                        surroundings.clock().instant(),
                        settings));
    }

    /** Executions that run keep the definition and the role that they began with: they hold the machine as it was. */
    private synchronized JsonNode update(ObjectNode body) {
        Request request = new Request(
                "UpdateStateMachine",
                body,
                "stateMachineArn",
                "definition",
                "roleArn",
                "loggingConfiguration",
                "tracingConfiguration",
                "encryptionConfiguration",
                "publish");
        if (request.flag("publish", false)) {
            throw AwsError.notBuilt("Step Functions UpdateStateMachine with a version");
        }
        StateMachine before = machine(request.text("stateMachineArn"));
        if (!body.has("definition") && !body.has("roleArn")) {
            throw AwsError.badRequest("MissingRequiredParameter", "Either the definition or roleArn is required.");
        }
        String definition = request.textOr("definition", before.text());
        ObjectNode settings = before.settings().deepCopy();
        settings.setAll(request.pick("loggingConfiguration", "tracingConfiguration", "encryptionConfiguration"));
        machines.put(
                before.arn(),
                new StateMachine(
                        before.arn(),
                        before.name(),
                        definition,
                        DefinitionReader.read(definition),
                        request.textOr("roleArn", before.roleArn()),
                        before.created(),
                        settings));
        ObjectNode answer = NODES.objectNode();
        answer.set("updateDate", History.seconds(surroundings.clock().instant()));
        return answer;
    }

    private String partition() {
        if (surroundings.region().startsWith("cn-")) {
            return "aws-cn";
        }
        return surroundings.region().startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    private JsonNode describeMachine(ObjectNode body) {
        Request request = new Request("DescribeStateMachine", body, "stateMachineArn", "includedData");
        StateMachine machine = machine(request.text("stateMachineArn"));
        ObjectNode answer = summary(machine);
        answer.put("status", "ACTIVE");
        answer.put("definition", machine.text());
        answer.put("roleArn", machine.roleArn());
        answer.putObject("loggingConfiguration").put("level", "OFF").put("includeExecutionData", false);
        answer.putObject("tracingConfiguration").put("enabled", false);
        answer.putObject("encryptionConfiguration").put("type", "AWS_OWNED_KEY");
        answer.setAll((ObjectNode) machine.settings());
        return answer;
    }

    /** One that executions still run of would stay in the state DELETING until they end; that is not built. */
    private synchronized ObjectNode delete(ObjectNode request) {
        String arn = new Request("DeleteStateMachine", request, "stateMachineArn").text("stateMachineArn");
        boolean running = executions.values().stream()
                .anyMatch(execution ->
                        execution.stateMachineArn().equals(arn) && execution.status() == ExecutionStatus.RUNNING);
        if (running) {
            throw AwsError.notBuilt("Deleting a state machine while executions of it run");
        }
        machines.remove(arn);
        return NODES.objectNode();
    }

    private synchronized JsonNode listMachines(ObjectNode body) {
        Request request = new Request("ListStateMachines", body, "maxResults", "nextToken");
        return Page.of(
                request,
                "stateMachines",
                machines.values().stream().map(StepFunctions::summary).toList());
    }

    private static ObjectNode summary(StateMachine machine) {
        ObjectNode summary = NODES.objectNode();
        summary.put("stateMachineArn", machine.arn());
        summary.put("name", machine.name());
        summary.put("type", "STANDARD");
        summary.set("creationDate", History.seconds(machine.created()));
        return summary;
    }

    private JsonNode start(ObjectNode body) {
        Request request = new Request("StartExecution", body, "stateMachineArn", "name", "input", "traceHeader");
        Execution execution = startExecution(
                request.text("stateMachineArn"),
                request.textOr("name", UUID.randomUUID().toString()),
                request.textOr("input", "{}"));
        ObjectNode answer = NODES.objectNode();
        answer.put("executionArn", execution.arn());
        answer.set("startDate", execution.summary().get("startDate"));
        return answer;
    }

    private synchronized JsonNode listExecutions(ObjectNode body) {
        forgetOld();
        Request request =
                new Request("ListExecutions", body, "stateMachineArn", "statusFilter", "maxResults", "nextToken");
        StateMachine machine = machine(request.text("stateMachineArn"));
        String status = request.textOr("statusFilter", null);
        List<ObjectNode> newestFirst = executions.values().stream()
                .filter(execution -> execution.stateMachineArn().equals(machine.arn()))
                .map(Execution::summary)
                .filter(summary ->
                        status == null || status.equals(summary.get("status").textValue()))
                .sorted(Comparator.comparing(
                                (ObjectNode summary) -> summary.get("startDate").decimalValue())
                        .reversed())
                .toList();
        return Page.of(request, "executions", newestFirst);
    }

    private JsonNode stop(ObjectNode body) {
        Request request = new Request("StopExecution", body, "executionArn", "error", "cause");
        Execution execution = execution(request.text("executionArn"));
        execution.stop(request.textOr("error", null), request.textOr("cause", null));
        ObjectNode answer = NODES.objectNode();
        answer.set("stopDate", execution.summary().get("stopDate"));
        return answer;
    }

    private JsonNode history(ObjectNode body) {
        Request request = new Request(
                "GetExecutionHistory",
                body,
                "executionArn",
                "maxResults",
                "nextToken",
                "reverseOrder",
                "includeExecutionData");
        List<ObjectNode> events =
                new ArrayList<>(execution(request.text("executionArn")).history());
        if (!request.flag("includeExecutionData", true)) {
            events.replaceAll(StepFunctions::withoutData);
        }
        if (request.flag("reverseOrder", false)) {
            Collections.reverse(events);
        }
        return Page.of(request, "events", events);
    }

    private static ObjectNode withoutData(ObjectNode event) {
        ObjectNode copy = event.deepCopy();
        copy.forEach(details -> {
            if (details instanceof ObjectNode object) {
                object.remove(List.of("input", "output", "parameters", "assignedVariables", "cause", "error"));
            }
        });
        return copy;
    }

    private JsonNode redrive(ObjectNode body) {
        Request request = new Request("RedriveExecution", body, "executionArn", "clientToken");
        Instant redriven = execution(request.text("executionArn")).redrive();
        ObjectNode answer = NODES.objectNode();
        answer.set("redriveDate", History.seconds(redriven));
        return answer;
    }

    private synchronized StateMachine machine(String arn) {
        StateMachine machine = machines.get(arn);
        if (machine == null) {
            throw AwsError.badRequest("StateMachineDoesNotExist", "State Machine Does Not Exist: '" + arn + "'");
        }
        return machine;
    }

    private static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw AwsError.badRequest("InvalidName", "Invalid Name: '" + name + "'");
        }
    }

    private void forgetOld() {
        Instant before = surroundings.clock().instant().minus(Limits.RETENTION);
        executions.values().removeIf(execution -> execution.isStoppedBefore(before));
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
