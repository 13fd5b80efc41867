package cognitobackup.deployer;

import cognitobackup.local.LocalAws;
import cognitobackup.stacks.Program;
import com.pulumi.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Deploys stacks of the Pulumi program to the local AWS. Deployed again, a stack keeps what has not changed, changes or
 * replaces what has as far as that is built, and in the end deletes what is no longer registered.
 */
public final class Deployer implements AutoCloseable {
    private final Target target;
    private final StackRuns runs;
    private final Set<String> leftOut;
    private final Map<String, StackState> states = new ConcurrentHashMap<>();

    public Deployer(LocalAws aws) {
        this(aws, Program::stack);
    }

    /** For another program than this project's. */
    Deployer(LocalAws aws, Consumer<Context> program) {
        this(aws, program, "", Set.of());
    }

    /**
     * For an AWS whose services are elsewhere in part, where others may have deployed before.
     *
     * @param salt makes the names that the program leaves open other ones than theirs
     * @param leftOut types of resources that are not there: these are described only
     */
    public Deployer(LocalAws aws, String salt, Set<String> leftOut) {
        this(aws, Program::stack, salt, leftOut);
    }

    private Deployer(LocalAws aws, Consumer<Context> program, String salt, Set<String> leftOut) {
        this.target = new Target(aws);
        this.runs = new StackRuns(aws.accountId(), salt, program);
        this.leftOut = Set.copyOf(leftOut);
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
        StackState state = states.computeIfAbsent(stack, any -> new StackState());
        Deployment deployment = runs.run(
                stack,
                configuration,
                (registration, place) -> put(state, registration, place),
                new TableLookup(target)::table);
        deleteUnregistered(state, deployment);
        return deployment;
    }

    private Outputs put(StackState state, Registration registration, Place place) {
        ResourceHandler handler = ResourceHandlers.of(registration);
        Optional<StackState.Resource> existing = state.find(registration);
        if (existing.isPresent() && existing.get().registration().plainInputs().equals(registration.plainInputs())) {
            return existing.get().outputs();
        }
        Outputs described = handler.describe(registration, place);
        Outputs outputs;
        if (leftOut.contains(registration.type())) {
            outputs = described;
        } else if (existing.isEmpty()) {
            outputs = handler.create(registration, described, target);
        } else if (handler.isReplacedBy(existing.get().registration(), registration)) {
            outputs = handler.create(registration, described, target);
            state.replaced(existing.get());
        } else {
            outputs = handler.update(registration, described, target);
        }
        state.put(registration, outputs);
        return outputs;
    }

    /** As Pulumi does: when everything else is done, and what was created last first. */
    private void deleteUnregistered(StackState state, Deployment deployment) throws DeploymentFailedException {
        for (StackState.Resource gone : state.takeUnregistered(deployment.resources())) {
            if (gone.registration().isProtected()) {
                throw new DeploymentFailedException(
                        gone.registration() + " is no longer registered, but protected: it is not deleted");
            }
            delete(gone);
        }
    }

    /** Destroys a stack as {@code pulumi destroy} does: what the program protects or retains, the table, stays. */
    public void destroy(String stack) {
        StackState state = states.remove(stack);
        if (state != null) {
            state.takeUnregistered(List.of()).stream()
                    .filter(resource -> !resource.registration().isProtected())
                    .forEach(this::delete);
        }
    }

    private void delete(StackState.Resource resource) {
        Registration registration = resource.registration();
        if (!registration.retained() && !leftOut.contains(registration.type())) {
            ResourceHandlers.of(registration).delete(registration, resource.outputs(), target);
        }
    }

    @Override
    public void close() {
        target.close();
    }
}
