package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Runs the states of one execution, from one start or redrive to the end. */
final class Interpreter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Execution execution;
    private final Surroundings surroundings;
    private final History history;
    private final TaskRunner tasks;
    private final Siblings siblings;

    Interpreter(Execution execution, Surroundings surroundings) {
        this.execution = execution;
        this.surroundings = surroundings;
        this.history = execution.events();
        this.tasks = new TaskRunner(history, surroundings);
        this.siblings = new Siblings(history, surroundings.threads(), this::run);
    }

    /**
     * Runs a branch to its end, from wherever it is.
     *
     * @throws StateFailure if a state fails and nothing catches it
     * @throws Cancelled if the group ends before it
     */
    void run(Branch branch, Group group) {
        while (!branch.isDone()) {
            group.check();
            step(branch, group);
        }
    }

    private void step(Branch branch, Group group) {
        State state = branch.state();
        ObjectNode details = NODES.objectNode();
        details.put("name", state.name());
        payload(details, "input", branch.input());
        long entered =
                history.add(state.type() + "StateEntered", branch.lastEvent(), "stateEnteredEventDetails", details);
        branch.follow(entered);
        Instant enteredTime = surroundings.clock().instant();
        Evaluation plain = Evaluation.of(state.name(), entered, branch.input(), branch.scope());
        int[] attempts = new int[state.retriers().size()];
        long retries = 0;
        while (true) {
            Evaluation evaluation = plain.withContext(execution.context(branch, state, enteredTime, retries));
            try {
                work(branch, state, evaluation, group);
                return;
            } catch (StateFailure failure) {
                record(failure, branch, state);
                if (retry(state, failure, attempts)) {
                    retries++;
                    branch.forgetChildren();
                    continue;
                }
                Optional<State.Catcher> catcher = state.catchers().stream()
                        .filter(candidate -> failure.matches(candidate.errorEquals()))
                        .findFirst();
                if (catcher.isEmpty()) {
                    throw failure;
                }
                ObjectNode errorOutput = errorOutput(failure);
                leave(branch, state, catcher.get().ending(), evaluation.withErrorOutput(errorOutput), errorOutput);
                return;
            }
        }
    }

    private void record(StateFailure failure, Branch branch, State state) {
        if (failure.isEvaluation()) {
            ObjectNode details = NODES.objectNode();
            details.put("error", failure.error());
            details.put("cause", failure.cause());
            details.put("location", failure.location());
            details.put("state", state.name());
            history.addIfRoom("EvaluationFailed", branch.lastEvent(), "evaluationFailedEventDetails", details);
        }
        if (branch.children() != null) {
            history.addIfRoom(state.type() + "StateFailed", branch.lastEvent(), null, null);
        }
    }

    /** Whether the first retrier that matches has attempts left; then its interval has been waited for. */
    private boolean retry(State state, StateFailure failure, int[] attempts) {
        for (int i = 0; i < attempts.length; i++) {
            State.Retrier retrier = state.retriers().get(i);
            if (failure.matches(retrier.errorEquals())) {
                if (attempts[i] >= retrier.maxAttempts()) {
                    return false;
                }
                sleep(delay(retrier, attempts[i]++));
                return true;
            }
        }
        return false;
    }

    private static Duration delay(State.Retrier retrier, int attempt) {
        double seconds = retrier.intervalSeconds() * Math.pow(retrier.backoffRate(), attempt);
        double most = retrier.maxDelaySeconds() == null ? Limits.RETRY_DELAY_SECONDS : retrier.maxDelaySeconds();
        double delay = Math.min(seconds, most);
        return Duration.ofMillis(
                (long) (1000 * (retrier.jitter() ? ThreadLocalRandom.current().nextDouble(delay) : delay)));
    }

    private static ObjectNode errorOutput(StateFailure failure) {
        ObjectNode output = NODES.objectNode();
        output.put("Error", failure.error());
        if (failure.cause() != null) {
            output.put("Cause", failure.cause());
        }
        return output;
    }

    private void work(Branch branch, State state, Evaluation evaluation, Group group) {
        if (state instanceof State.Task task) {
            JsonNode result = tasks.run(task, branch, evaluation);
            leave(branch, task, task.ending(), evaluation.withResult(result), result);
        } else if (state instanceof State.MapState map) {
            map(branch, map, evaluation, group);
        } else if (state instanceof State.Parallel parallel) {
            parallel(branch, parallel, evaluation, group);
        } else if (state instanceof State.Choice choice) {
            choice(branch, choice, evaluation);
        } else if (state instanceof State.Wait wait) {
            sleep(duration(wait, evaluation));
            leave(branch, wait, wait.ending(), evaluation, branch.input());
        } else if (state instanceof State.Fail fail) {
            throw new StateFailure(text(fail.error(), evaluation, "Error"), text(fail.cause(), evaluation, "Cause"));
        } else if (state instanceof State.Pass pass) {
            leave(branch, pass, pass.ending(), evaluation, branch.input());
        } else if (state instanceof State.Succeed succeed) {
            leave(branch, succeed, succeed.ending(), evaluation, branch.input());
        }
    }

    private void map(Branch branch, State.MapState map, Evaluation evaluation, Group group) {
        if (branch.children() == null) {
            JsonNode items = map.items() == null ? branch.input() : map.items().evaluate(evaluation, "Items");
            if (!items.isArray()) {
                throw evaluation.failure("The Items of a Map are no array.", "Items");
            }
            ObjectNode details = NODES.objectNode();
            details.put("length", items.size());
            branch.follow(history.add("MapStateStarted", branch.lastEvent(), "mapStateStartedEventDetails", details));
            List<Branch> iterations = new ArrayList<>();
            for (int index = 0; index < items.size(); index++) {
                iterations.add(iteration(branch, map, evaluation, items.get(index), index));
            }
            branch.children(List.copyOf(iterations));
        }
        long atOnce = Evaluations.whole(map.maxConcurrency(), evaluation, "MaxConcurrency", 0)
                .filter(most -> most > 0 && most < Limits.MAP_ITERATIONS_AT_ONCE)
                .orElse((long) Limits.MAP_ITERATIONS_AT_ONCE);
        siblings.run(branch, map, (int) atOnce, group);
        joined(branch, map, map.ending(), evaluation);
    }

    private Branch iteration(Branch branch, State.MapState map, Evaluation evaluation, JsonNode item, int index) {
        ObjectNode mapItem = NODES.objectNode();
        ObjectNode context = mapItem.putObject("Item");
        context.put("Index", index);
        context.set("Value", item);
        JsonNode input = item;
        if (map.itemSelector() != null) {
            ObjectNode whole =
                    execution.context(branch, map, surroundings.clock().instant(), 0);
            whole.set("Map", mapItem);
            input = map.itemSelector().evaluate(evaluation.withContext(whole), "ItemSelector");
        }
        Evaluations.limit(input, map.name());
        return new Branch(map.itemProcessor(), input, branch.scope().inner(), mapItem);
    }

    private void parallel(Branch branch, State.Parallel parallel, Evaluation evaluation, Group group) {
        if (branch.children() == null) {
            JsonNode input = parallel.arguments() == null
                    ? branch.input()
                    : parallel.arguments().evaluate(evaluation, "Arguments");
            Evaluations.limit(input, parallel.name());
            branch.follow(history.add("ParallelStateStarted", branch.lastEvent(), null, null));
            branch.children(parallel.branches().stream()
                    .map(flow -> new Branch(flow, input, branch.scope().inner(), branch.mapItem()))
                    .toList());
        }
        siblings.run(branch, parallel, parallel.branches().size(), group);
        joined(branch, parallel, parallel.ending(), evaluation);
    }

    /** All children are done: their outputs, in order, are the result. */
    private void joined(Branch branch, State state, State.Ending ending, Evaluation evaluation) {
        ArrayNode result = NODES.arrayNode();
        branch.children().forEach(child -> result.add(child.output()));
        Evaluations.limit(result, state.name());
        branch.follow(history.add(state.type() + "StateSucceeded", branch.lastEvent(), null, null));
        leave(branch, state, ending, evaluation.withResult(result), result);
    }

    private void choice(Branch branch, State.Choice choice, Evaluation evaluation) {
        for (State.Rule rule : choice.rules()) {
            String field = rule.ending().path() + "Condition";
            JsonNode answer = rule.condition().evaluate(evaluation, field);
            if (!answer.isBoolean()) {
                throw rule.condition().unexpected(evaluation, field, "boolean", answer);
            }
            if (answer.booleanValue()) {
                leave(branch, choice, rule.ending(), evaluation, branch.input());
                return;
            }
        }
        if (choice.otherwise() == null) {
            throw new StateFailure(
                    "States.NoChoiceMatched", evaluation.explained("No Choice matches, and there is no Default."));
        }
        leave(branch, choice, choice.otherwise(), evaluation, branch.input());
    }

    private Duration duration(State.Wait wait, Evaluation evaluation) {
        if (wait.timestamp() == null) {
            return Duration.ofSeconds(
                    Evaluations.whole(wait.seconds(), evaluation, "Seconds", 0).orElseThrow());
        }
        JsonNode timestamp = wait.timestamp().evaluate(evaluation, "Timestamp");
        if (!StateReader.isTimestamp(timestamp)) {
            throw evaluation.failure("The Timestamp is no ISO 8601 timestamp.", "Timestamp");
        }
        Instant until = OffsetDateTime.parse(timestamp.textValue()).toInstant();
        Duration left = Duration.between(surroundings.clock().instant(), until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static String text(Template template, Evaluation evaluation, String field) {
        if (template == null) {
            return "";
        }
        JsonNode value = template.evaluate(evaluation, field);
        if (!value.isTextual()) {
            throw evaluation.failure("The field '" + field + "' is no string.", field);
        }
        return value.textValue();
    }

    private void sleep(Duration duration) {
        try {
            surroundings.sleeper().sleep(duration);
        } catch (InterruptedException e) {
            throw new Cancelled();
        }
    }

    /** Evaluates Output and Assign on what the variables were, then leaves the state. */
    private void leave(Branch branch, State state, State.Ending ending, Evaluation evaluation, JsonNode result) {
        Map<String, JsonNode> assigned = new LinkedHashMap<>();
        ending.assign()
                .forEach((name, value) ->
                        assigned.put(name, value.evaluate(evaluation, ending.path() + "Assign/" + name)));
        JsonNode output =
                ending.output() == null ? result : ending.output().evaluate(evaluation, ending.path() + "Output");
        Evaluations.limit(output, state.name());
        ObjectNode variables = NODES.objectNode();
        assigned.forEach((name, value) -> variables.put(name, Json.text(value)));
        Evaluations.limit(variables, state.name());
        branch.scope().assign(assigned, state.name());
        ObjectNode details = NODES.objectNode();
        details.put("name", state.name());
        payload(details, "output", output);
        if (!assigned.isEmpty()) {
            details.set("assignedVariables", variables);
            details.putObject("assignedVariablesDetails").put("truncated", false);
        }
        branch.follow(
                history.add(state.type() + "StateExited", branch.lastEvent(), "stateExitedEventDetails", details));
        branch.leave(ending.next(), output);
    }

    private static void payload(ObjectNode details, String name, JsonNode payload) {
        details.put(name, Json.text(payload));
        details.putObject(name + "Details").put("truncated", false);
    }
}
