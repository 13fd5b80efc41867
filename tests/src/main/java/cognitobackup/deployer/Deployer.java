package cognitobackup.deployer;

import cognitobackup.local.LocalAws;
import cognitobackup.stacks.Program;
import com.pulumi.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Deploys stacks of the Pulumi program to the local AWS. Deployed again, a stack keeps what has not changed, and changes
 * what has as far as that is built; nothing is removed but with its stack.
 */
public final class Deployer implements AutoCloseable {
    private final Target target;
    private final StackRuns runs;
    private final Map<String, Existing> existingResources = new ConcurrentHashMap<>();

    private record Existing(Registration registration, Outputs outputs) {}

    public Deployer(LocalAws aws) {
        this(aws, Program::stack);
    }

    /** For another program than this project's. */
    Deployer(LocalAws aws, Consumer<Context> program) {
        this.target = new Target(aws);
        this.runs = new StackRuns(aws.accountId(), program);
    }

    /**
     * Deploys one stack.
     *
     * @param configuration by key, {@code aws:region} among them; a key without a namespace is one of the project, and
     *     an object or a list is written as JSON
     * @throws DeploymentFailedException if the program refuses its configuration, or a resource cannot be created;
     *     resources created before that stay
     */
    public Deployment deploy(String stack, Map<String, String> configuration) throws DeploymentFailedException {
        return runs.run(stack, configuration, this::create, new TableLookup(target)::table);
    }

    private Outputs create(Registration registration, Place place) {
        ResourceHandler handler = ResourceHandlers.of(registration);
        String key = place.stack() + " " + registration;
        Existing existing = existingResources.get(key);
        if (existing != null && existing.registration().plainInputs().equals(registration.plainInputs())) {
            return existing.outputs();
        }
        Outputs described = handler.describe(registration, place);
        Outputs outputs = existing == null
                ? handler.create(registration, described, target)
                : handler.update(registration, described, target);
        existingResources.put(key, new Existing(registration, outputs));
        return outputs;
    }

    /** Destroys a stack as {@code pulumi destroy} does: what the program protects and retains, the table, stays. */
    public void destroy(String stack) {
        String prefix = stack + " ";
        existingResources.entrySet().removeIf(existing -> {
            if (!existing.getKey().startsWith(prefix)) {
                return false;
            }
            Registration registration = existing.getValue().registration();
            ResourceHandlers.of(registration)
                    .delete(registration, existing.getValue().outputs(), target);
            return true;
        });
    }

    @Override
    public void close() {
        target.close();
    }
}
