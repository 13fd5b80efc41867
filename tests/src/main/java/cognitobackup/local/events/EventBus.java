package cognitobackup.local.events;

import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.JsonService;
import cognitobackup.local.iam.AccessDeniedException;
import cognitobackup.local.iam.AccessRequest;
import cognitobackup.local.iam.Iam;
import cognitobackup.local.lambda.LambdaFunctions;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/** EventBridge of one Region: its default bus, with rules whose targets are functions. */
public final class EventBus implements JsonService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> RULE_MEMBERS =
            Set.of("Name", "EventPattern", "State", "Description", "EventBusName", "Tags");
    private static final Set<String> TARGET_MEMBERS = Set.of("Id", "Arn", "RoleArn", "RetryPolicy", "DeadLetterConfig");

    private record Rule(ObjectNode description, EventPattern pattern, Map<String, ObjectNode> targets) {
        boolean enabled() {
            return description.path("State").asText().equals("ENABLED");
        }
    }

    private static final String SERVICE = "events.amazonaws.com";

    private final String arnPrefix;
    private final Iam iam;
    private final LambdaFunctions functions;
    private final Map<String, Rule> rules = new ConcurrentSkipListMap<>();
    private final ConcurrentLinkedQueue<JsonNode> events = new ConcurrentLinkedQueue<>();
    private volatile int deliveries = 1;

    public EventBus(String region, Iam iam, LambdaFunctions functions) {
        this.arnPrefix = "arn:aws:events:" + region + ":" + iam.accountId() + ":rule/";
        this.iam = iam;
        this.functions = functions;
    }

    /** EventBridge delivers at least once; with this it delivers every event so often. */
    public void deliverTimes(int times) {
        this.deliveries = times;
    }

    /** Every event that came, whether a rule took it or not. */
    public List<JsonNode> events() {
        return List.copyOf(events);
    }

    /** Takes an event from another service to the targets of the rules that match it. */
    public void accept(JsonNode event) {
        events.add(event);
        for (Rule rule : rules.values()) {
            if (rule.enabled() && rule.pattern().matches(event)) {
                rule.targets().values().forEach(target -> deliver(rule, target, event));
            }
        }
    }

    private void deliver(Rule rule, ObjectNode target, JsonNode event) {
        String function = target.path("Arn").asText();
        // Without a role that may, or the function's permission, EventBridge's delivery fails, and only a metric tells.
        if (mayInvoke(rule, target, function)) {
            for (int i = 0; i < deliveries; i++) {
                functions.invokeLater(function, event.toString());
            }
        }
    }

    private boolean mayInvoke(Rule rule, ObjectNode target, String function) {
        String ruleArn = rule.description().path("Arn").asText();
        if (!target.has("RoleArn")) {
            return functions.allows(function, SERVICE, ruleArn);
        }
        try {
            iam.authorize(
                    iam.assume(target.path("RoleArn").asText(), SERVICE, ruleArn, "rule"),
                    AccessRequest.of("lambda:InvokeFunction", function));
            return true;
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    @Override
    public String targetPrefix() {
        return "AWSEvents";
    }

    @Override
    public JsonNode call(String operation, ObjectNode request) {
        requireDefaultBus(request);
        return switch (operation) {
            case "PutRule" -> putRule(request);
            case "DescribeRule" -> rule(request, "Name").description();
            case "ListRules" -> {
                ObjectNode answer = JSON.createObjectNode();
                ArrayNode list = answer.putArray("Rules");
                rules.values().forEach(rule -> list.add(rule.description()));
                yield answer;
            }
            case "PutTargets" -> putTargets(request);
            case "ListTargetsByRule" -> {
                ObjectNode answer = JSON.createObjectNode();
                ArrayNode list = answer.putArray("Targets");
                rule(request, "Rule").targets().values().forEach(list::add);
                yield answer;
            }
            case "RemoveTargets" -> removeTargets(request);
            case "DeleteRule" -> deleteRule(request);
            default -> throw AwsError.notBuilt("EventBridge's " + operation);
        };
    }

    private static void requireDefaultBus(ObjectNode request) {
        if (!request.path("EventBusName").asText("default").equals("default")) {
            throw AwsError.notBuilt("An event bus other than the default one");
        }
    }

    private JsonNode putRule(ObjectNode request) {
        refuseOthers(request, RULE_MEMBERS, "A rule with ");
        String name = request.path("Name").asText();
        if (!name.matches("[.\\-_A-Za-z0-9]{1,64}")) {
            throw AwsError.badRequest("ValidationException", "Not a rule's name: " + name);
        }
        EventPattern pattern = EventPattern.parse(request.path("EventPattern").asText());
        ObjectNode description = request.deepCopy();
        description.remove("Tags");
        description.put("Arn", arnPrefix + name);
        description.put("EventBusName", "default");
        if (!description.has("State")) {
            description.put("State", "ENABLED");
        }
        Rule before = rules.get(name);
        rules.put(name, new Rule(description, pattern, before == null ? new ConcurrentHashMap<>() : before.targets()));
        return JSON.createObjectNode().put("RuleArn", arnPrefix + name);
    }

    private JsonNode putTargets(ObjectNode request) {
        Rule rule = rule(request, "Rule");
        for (JsonNode target : request.path("Targets")) {
            refuseOthers(target, TARGET_MEMBERS, "A target with ");
            if (!target.path("Arn").asText().contains(":lambda:")) {
                throw AwsError.notBuilt("A target that is not a function");
            }
        }
        request.path("Targets")
                .forEach(target -> rule.targets().put(target.path("Id").asText(), target.deepCopy()));
        ObjectNode answer = JSON.createObjectNode().put("FailedEntryCount", 0);
        answer.putArray("FailedEntries");
        return answer;
    }

    private JsonNode removeTargets(ObjectNode request) {
        Rule rule = rule(request, "Rule");
        request.path("Ids").forEach(id -> rule.targets().remove(id.asText()));
        ObjectNode answer = JSON.createObjectNode().put("FailedEntryCount", 0);
        answer.putArray("FailedEntries");
        return answer;
    }

    private JsonNode deleteRule(ObjectNode request) {
        if (!rule(request, "Name").targets().isEmpty()) {
            throw AwsError.badRequest("ValidationException", "Rule can't be deleted since it has targets.");
        }
        rules.remove(request.path("Name").asText());
        return JSON.createObjectNode();
    }

    private static void refuseOthers(JsonNode request, Set<String> built, String what) {
        request.fieldNames().forEachRemaining(member -> {
            if (!built.contains(member)) {
                throw AwsError.notBuilt(what + member);
            }
        });
    }

    private Rule rule(ObjectNode request, String member) {
        Rule rule = rules.get(request.path(member).asText());
        if (rule == null) {
            throw AwsError.badRequest(
                    "ResourceNotFoundException",
                    "Rule " + request.path(member).asText() + " does not exist on EventBus default.");
        }
        return rule;
    }
}
