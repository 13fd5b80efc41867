package cognitobackup.deployer;

import cognitobackup.stacks.Program;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.pulumi.Context;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What the Pulumi program would register, without an account and without creating anything. */
public final class Preview {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StackRuns runs;

    /** @param accountId twelve digits, which stand in the ARNs */
    public Preview(String accountId) {
        this(accountId, Program::stack);
    }

    /** For another program than this project's. */
    Preview(String accountId, Consumer<Context> program) {
        this.runs = new StackRuns(accountId, "", program);
    }

    /**
     * Previews one stack. One that refers to another needs that one to be previewed before.
     *
     * @param configuration as for {@link Deployer#deploy}
     * @throws DeploymentFailedException if the program refuses its configuration, or a resource is of an unknown type
     */
    public Deployment of(String stack, Map<String, String> configuration) throws DeploymentFailedException {
        List<String> replicas = Optional.ofNullable(configuration.get("cognito-user-profiles-export:secondaryRegion"))
                .or(() -> Optional.ofNullable(configuration.get("secondaryRegion")))
                .stream()
                .toList();
        return runs.run(
                stack,
                configuration,
                (registration, place) -> ResourceHandlers.of(registration).describe(registration, place),
                (name, region) -> TableLookup.assumed(name, replicas));
    }

    /** The resources as {@code [{"type", "name", "inputs"}]}, by type and name; an archive is {@code {"path"}}. */
    public static ArrayNode json(List<Registration> resources) {
        ArrayNode list = JSON.createArrayNode();
        resources.stream()
                .sorted(Comparator.comparing(Registration::type).thenComparing(Registration::name))
                .forEach(resource -> {
                    ObjectNode element = list.addObject();
                    element.put("type", resource.type());
                    element.put("name", resource.name());
                    element.set("inputs", JSON.valueToTree(resource.plainInputs()));
                });
        return list;
    }
}
