package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads one state of a definition by its type. */
final class StateReader {
    private static final Pattern LAMBDA_INVOKE = Pattern.compile("arn:aws[a-z-]*:states:::lambda:invoke");
    private static final Pattern FUNCTION_ARN =
            Pattern.compile("arn:aws[a-z-]*:lambda:[a-z0-9-]+:\\d{12}:function:[A-Za-z0-9_-]+(:[A-Za-z0-9$_-]+)?");

    private final BiFunction<Fields, Set<String>, State.Flow> flows;

    /** @param flows reads the states inside a state, given the variables that they see */
    StateReader(BiFunction<Fields, Set<String>, State.Flow> flows) {
        this.flows = flows;
    }

    /** A state, or null if its type is none. */
    State read(String name, Fields fields, Set<String> visible) {
        DefinitionReader.language(fields);
        String type = fields.text("Type");
        return switch (type == null ? "" : type) {
            case "Task" -> task(name, fields);
            case "Pass" -> pass(name, fields);
            case "Choice" -> choice(name, fields);
            case "Map" -> map(name, fields, visible);
            case "Parallel" -> parallel(name, fields, visible);
            case "Wait" -> wait(name, fields);
            case "Succeed" -> succeed(name, fields);
            case "Fail" -> fail(name, fields);
            default -> {
                fields.problems()
                        .schema(
                                "Value should be one of the following:"
                                        + " [Task, Pass, Choice, Map, Parallel, Wait, Succeed, Fail]",
                                fields.path() + "/Type");
                yield null;
            }
        };
    }

    private static State task(String name, Fields fields) {
        fields.notBuilt("HeartbeatSeconds", "Credentials");
        only(fields, "Resource", "Arguments", "TimeoutSeconds", "Output", "Assign", "Next", "End", "Retry", "Catch");
        String resource = fields.text("Resource");
        if (resource != null
                && !LAMBDA_INVOKE.matcher(resource).matches()
                && !FUNCTION_ARN.matcher(resource).matches()) {
            throw Problems.notBuilt("the resource " + resource, fields.path() + "/Resource");
        }
        Template arguments = fields.template("Arguments");
        if (resource != null && LAMBDA_INVOKE.matcher(resource).matches()) {
            invocation(arguments, fields);
        }
        return new State.Task(
                name,
                resource,
                arguments,
                fields.wholeTemplate("TimeoutSeconds", 1),
                ending(fields),
                retriers(fields),
                catchers(fields));
    }

    /** Arguments that are one expression are only known when it is evaluated. */
    private static void invocation(Template arguments, Fields fields) {
        if (arguments instanceof Template.Members members) {
            String path = fields.path() + "/Arguments";
            members.members().keySet().stream()
                    .filter(name -> !TaskRunner.ARGUMENTS.contains(name))
                    .forEach(name -> {
                        throw Problems.notBuilt("the argument " + name + " of lambda:invoke", path);
                    });
            if (!members.members().containsKey("FunctionName")) {
                fields.problems().schema("The field 'FunctionName' is required but was missing", path);
            }
        }
    }

    private static State pass(String name, Fields fields) {
        only(fields, "Output", "Assign", "Next", "End");
        return new State.Pass(name, ending(fields));
    }

    /** Whether a rule without an Output of its own takes the state's is not documented: then it has to say one. */
    private static State choice(String name, Fields fields) {
        only(fields, "Choices", "Default", "Output", "Assign");
        fields.notBuilt("Assign");
        List<State.Rule> rules = new ArrayList<>();
        fields.elements("Choices", (node, path) -> {
            Fields rule = Fields.of(node, path, fields.problems());
            rule.only("Condition", "Next", "Output", "Assign", "Comment");
            rule.text("Next");
            if (fields.has("Output") && !rule.has("Output")) {
                throw Problems.notBuilt("a rule without an Output in a Choice with one", path);
            }
            rules.add(new State.Rule(rule.expression("Condition"), ending(rule, "Choices[" + rules.size() + "]/")));
        });
        String otherwise = fields.optionalText("Default");
        return new State.Choice(
                name,
                rules,
                otherwise == null ? null : new State.Ending("", fields.template("Output"), Map.of(), otherwise));
    }

    private State map(String name, Fields fields, Set<String> visible) {
        fields.notBuilt("ItemReader", "ItemBatcher", "ResultWriter", "Label");
        only(
                fields,
                "Items",
                "ItemSelector",
                "ItemProcessor",
                "MaxConcurrency",
                "Output",
                "Assign",
                "Next",
                "End",
                "Retry",
                "Catch");
        Fields processor = fields.object("ItemProcessor");
        processor.only("ProcessorConfig", "StartAt", "States", "Comment");
        if (processor.has("ProcessorConfig")) {
            Fields config = processor.object("ProcessorConfig");
            config.only("Mode", "ExecutionType");
            String mode = config.optionalText("Mode");
            if (mode != null && !mode.equals("INLINE")) {
                throw Problems.notBuilt("a Map of mode " + mode, processor.path());
            }
        }
        return new State.MapState(
                name,
                fields.template("Items"),
                fields.template("ItemSelector"),
                fields.wholeTemplate("MaxConcurrency", 0),
                flows.apply(processor, visible),
                ending(fields),
                retriers(fields),
                catchers(fields));
    }

    private State parallel(String name, Fields fields, Set<String> visible) {
        only(fields, "Branches", "Arguments", "Output", "Assign", "Next", "End", "Retry", "Catch");
        List<State.Flow> branches = new ArrayList<>();
        fields.elements("Branches", (node, path) -> {
            Fields branch = Fields.of(node, path, fields.problems());
            branch.only("StartAt", "States", "Comment");
            branches.add(flows.apply(branch, visible));
        });
        return new State.Parallel(
                name, fields.template("Arguments"), branches, ending(fields), retriers(fields), catchers(fields));
    }

    private static State wait(String name, Fields fields) {
        only(fields, "Seconds", "Timestamp", "Output", "Assign", "Next", "End");
        if (fields.has("Seconds") == fields.has("Timestamp")) {
            fields.problems().schema("Expected one of Seconds and Timestamp", fields.path());
        }
        Template timestamp = fields.textTemplate("Timestamp");
        if (timestamp instanceof Template.Literal literal && !isTimestamp(literal.value())) {
            fields.problems().schema("Expected an ISO 8601 timestamp", fields.path() + "/Timestamp");
        }
        return new State.Wait(name, fields.wholeTemplate("Seconds", 0), timestamp, ending(fields));
    }

    static boolean isTimestamp(JsonNode value) {
        try {
            OffsetDateTime.parse(value.asText());
            return value.isTextual();
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static State succeed(String name, Fields fields) {
        only(fields, "Output");
        return new State.Succeed(name, new State.Ending("", fields.template("Output"), Map.of(), null));
    }

    private static State fail(String name, Fields fields) {
        only(fields, "Error", "Cause");
        return new State.Fail(name, fields.textTemplate("Error"), fields.textTemplate("Cause"));
    }

    private static void only(Fields fields, String... ofType) {
        List<String> all = new ArrayList<>(List.of(ofType));
        all.addAll(List.of("Type", "Comment", "QueryLanguage"));
        fields.only(all.toArray(String[]::new));
    }

    private static State.Ending ending(Fields fields) {
        boolean end = fields.flag("End");
        if (end == fields.has("Next")) {
            fields.problems().schema("Expected either Next or End", fields.path());
        }
        return ending(fields, "");
    }

    private static State.Ending ending(Fields fields, String path) {
        Map<String, Template> assign = new LinkedHashMap<>();
        if (fields.has("Assign")) {
            Template template = fields.template("Assign");
            if (template instanceof Template.Members members) {
                assign.putAll(members.members());
            } else {
                fields.problems().schema("Expected value of type [OBJECT]", fields.path() + "/Assign");
            }
        }
        return new State.Ending(path, fields.template("Output"), assign, fields.optionalText("Next"));
    }

    private static List<State.Retrier> retriers(Fields fields) {
        List<State.Retrier> retriers = new ArrayList<>();
        if (fields.has("Retry")) {
            fields.elements("Retry", (node, path) -> {
                Fields retrier = Fields.of(node, path, fields.problems());
                retrier.only(
                        "ErrorEquals",
                        "IntervalSeconds",
                        "MaxAttempts",
                        "BackoffRate",
                        "MaxDelaySeconds",
                        "JitterStrategy",
                        "Comment");
                retriers.add(retrier(retrier));
            });
        }
        allComesLast(retriers.stream().map(State.Retrier::errorEquals).toList(), fields, "Retry");
        return retriers;
    }

    private static State.Retrier retrier(Fields retrier) {
        String jitter = retrier.optionalText("JitterStrategy");
        if (jitter != null && !jitter.equals("FULL") && !jitter.equals("NONE")) {
            retrier.problems()
                    .schema("Value should be one of the following: [FULL, NONE]", retrier.path() + "/JitterStrategy");
        }
        long interval = retrier.whole("IntervalSeconds", 1L, 1, Limits.COUNT);
        return new State.Retrier(
                retrier.texts("ErrorEquals"),
                interval,
                retrier.whole("MaxAttempts", 3L, 0, Limits.COUNT),
                retrier.number("BackoffRate", 2.0, 1.0),
                retrier.whole("MaxDelaySeconds", null, interval + 1, Limits.RETRY_DELAY_SECONDS),
                "FULL".equals(jitter));
    }

    private static List<State.Catcher> catchers(Fields fields) {
        List<State.Catcher> catchers = new ArrayList<>();
        if (fields.has("Catch")) {
            fields.elements("Catch", (node, path) -> {
                Fields catcher = Fields.of(node, path, fields.problems()).ofCatch();
                catcher.only("ErrorEquals", "Next", "Output", "Assign", "Comment");
                catcher.text("Next");
                catchers.add(new State.Catcher(
                        catcher.texts("ErrorEquals"), ending(catcher, "Catch[" + catchers.size() + "]/")));
            });
        }
        allComesLast(catchers.stream().map(State.Catcher::errorEquals).toList(), fields, "Catch");
        return catchers;
    }

    private static void allComesLast(List<List<String>> errorEquals, Fields fields, String field) {
        for (int i = 0; i < errorEquals.size(); i++) {
            boolean alone = errorEquals.get(i).size() == 1 && i == errorEquals.size() - 1;
            if (errorEquals.get(i).contains("States.ALL") && !alone) {
                fields.problems()
                        .schema(
                                "States.ALL must appear alone, and in the last place",
                                fields.path() + "/" + field + "[" + i + "]");
            }
        }
    }
}
