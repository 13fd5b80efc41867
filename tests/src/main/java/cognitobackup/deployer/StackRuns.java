package cognitobackup.deployer;

import com.pulumi.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Runs the program for one stack after the other; a later one can refer to the outputs of those before. */
final class StackRuns {
    private static final String ORGANIZATION = "organization";
    private static final String PROJECT = "cognito-user-profiles-export";
    private static final String REGION = "aws:region";

    private final String accountId;
    private final String salt;
    private final Consumer<Context> program;
    private final Map<String, Map<String, Object>> outputsOfStacks = new ConcurrentHashMap<>();

    /** @param salt what the names that the program leaves open depend on, beside what they are names of */
    StackRuns(String accountId, String salt, Consumer<Context> program) {
        this.accountId = accountId;
        this.salt = salt;
        this.program = program;
    }

    /**
     * Runs the program for one stack.
     *
     * @param creation what becomes of each resource
     * @param tables what is answered to the program when it looks at a table, by name and Region
     */
    Deployment run(
            String stack,
            Map<String, String> configuration,
            BiFunction<Registration, Place, Outputs> creation,
            BiFunction<String, String, Map<String, Object>> tables)
            throws DeploymentFailedException {
        Place place = new Place(accountId, stack, salt);
        // Without a Region the program says so itself, before it registers anything.
        String region = configuration.getOrDefault(REGION, "");
        String ownName = String.join("/", ORGANIZATION, PROJECT, stack);
        // A stack may ask for its own outputs; it has none before its first deployment.
        outputsOfStacks.putIfAbsent(ownName, Map.of());
        try (Provider provider = new Provider(
                place, region, outputsOfStacks, registration -> creation.apply(registration, place), tables)) {
            Map<String, Object> outputs =
                    PulumiProgram.run(ownName, configuration, provider, provider::noteOptions, program);
            outputsOfStacks.put(ownName, outputs);
            return new Deployment(stack, outputs, provider.registrations());
        }
    }
}
