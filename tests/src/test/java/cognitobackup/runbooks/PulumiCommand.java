package cognitobackup.runbooks;

import cognitobackup.deployer.Deployer;
import cognitobackup.deployer.Deployment;
import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.runbooks.Terminal.CommandFailedException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of Pulumi's CLI the runbooks use, for the stacks on the local AWS. Anything else is refused. */
final class PulumiCommand implements Terminal.Command {
    /** The namespace of keys that are given without one. */
    static final String PROJECT = "cognito-user-profiles-export:";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH = Pattern.compile("([\\w:-]+)\\[(\\d+)](?:\\.(\\w+))?");

    private final Deployer deployer;
    private final Map<String, Map<String, String>> configurations = new HashMap<>();
    private final Map<String, Deployment> deployments = new HashMap<>();

    /** @param configurations of the stacks as their files say it; keys without a namespace are the project's */
    PulumiCommand(Deployer deployer, Map<String, Map<String, String>> configurations) {
        this.deployer = deployer;
        configurations.forEach((stack, values) -> this.configurations.put(stack, new HashMap<>(values)));
    }

    @Override
    public String run(List<String> given) throws CommandFailedException, JsonProcessingException {
        List<String> arguments = new ArrayList<>(given);
        boolean path = arguments.remove("--path");
        boolean excludeProtected = arguments.remove("--exclude-protected");
        Optional<String> option = option(arguments, "--stack");
        String stack = option.orElse(arguments.size() == 3 ? arguments.get(2) : "");
        if (!configurations.containsKey(stack)) {
            throw new CommandFailedException("no stack named '" + stack + "' found");
        }
        return switch (String.join(" ", arguments.subList(0, Math.min(2, arguments.size())))) {
            case "stack init", "preview" -> "";
            case "stack output" -> output(stack, arguments.subList(2, arguments.size()));
            case "config set" -> set(stack, PROJECT + arguments.get(2), arguments.get(3), path);
            case "config rm" -> {
                configurations.get(stack).remove(PROJECT + arguments.get(2));
                yield "";
            }
            case "up" -> up(stack);
            case "destroy" -> {
                if (!excludeProtected) {
                    throw new CommandFailedException("a protected resource cannot be destroyed");
                }
                deployer.destroy(stack);
                deployments.remove(stack);
                yield "";
            }
            default -> throw new CommandFailedException("the tests know no " + given);
        };
    }

    private static Optional<String> option(List<String> arguments, String name) {
        int index = arguments.indexOf(name);
        if (index < 0) {
            return Optional.empty();
        }
        arguments.remove(index);
        return Optional.of(arguments.remove(index));
    }

    private String up(String stack) throws CommandFailedException {
        try {
            deployments.put(stack, deployer.deploy(stack, configurations.get(stack)));
            return "";
        } catch (DeploymentFailedException e) {
            throw new CommandFailedException(e.getMessage());
        }
    }

    private String output(String stack, List<String> names) throws CommandFailedException, JsonProcessingException {
        Map<String, Object> outputs =
                deployments.containsKey(stack) ? deployments.get(stack).outputs() : Map.of();
        if (names.isEmpty()) {
            return JSON.writeValueAsString(new TreeMap<>(outputs)) + "\n";
        }
        Object value = outputs.get(names.get(0));
        if (value == null) {
            throw new CommandFailedException("current stack does not have output property '" + names.get(0) + "'");
        }
        return (value instanceof String text ? text : JSON.writeValueAsString(value)) + "\n";
    }

    private String set(String stack, String key, String value, boolean path)
            throws CommandFailedException, JsonProcessingException {
        Map<String, String> configuration = configurations.get(stack);
        if (!path) {
            configuration.put(key, value);
            return "";
        }
        Matcher matcher = PATH.matcher(key);
        if (!matcher.matches()) {
            throw new CommandFailedException("the tests know no path such as " + key);
        }
        JsonNode list = JSON.readTree(configuration.getOrDefault(matcher.group(1), "[]"));
        int index = Integer.parseInt(matcher.group(2));
        while (list.size() <= index) {
            ((ArrayNode) list).addObject();
        }
        if (matcher.group(3) == null) {
            ((ArrayNode) list).set(index, value);
        } else {
            ((ObjectNode) list.get(index)).put(matcher.group(3), value);
        }
        configuration.put(matcher.group(1), list.toString());
        return "";
    }
}
