package cognitobackup.deployer;

import com.pulumi.resources.ResourceOptions;
import com.pulumi.resources.ResourceTransformation;
import com.pulumi.test.Mocks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Stands where Pulumi's engine and AWS's provider stand: takes what one run of the program registers, and answers as the
 * provider does.
 *
 * <p>Resources are created on threads of their own, since the program waits busily. After the first failure nothing more
 * is created, though the program goes on to register.
 */
final class Provider implements Mocks, AutoCloseable {
    private static final String STACK_REFERENCE = "pulumi:pulumi:StackReference";
    private static final String AWS_PROVIDER = "pulumi:providers:aws";
    private static final long LONGEST_CREATION_SECONDS = 60;

    private final Place place;
    private final String defaultRegion;
    private final Map<String, Map<String, Object>> outputsOfStacks;
    private final Function<Registration, Outputs> creation;
    private final BiFunction<String, String, Map<String, Object>> tables;
    private final Map<String, String> regionsOfProviders = new ConcurrentHashMap<>();
    private final Map<String, ResourceOptions> optionsOfResources = new ConcurrentHashMap<>();
    private final Queue<Registration> registrations = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(8, task -> {
        Thread thread = new Thread(task, "deployer");
        thread.setDaemon(true);
        return thread;
    });
    /** Why the first resource failed that did. */
    private final AtomicReference<String> failure = new AtomicReference<>();

    /**
     * Stands ready for one run.
     *
     * @param outputsOfStacks of those that this one may refer to, by {@code organization/project/stack}
     * @param creation creates a resource, or says what it would be
     * @param tables describes a table by name and Region
     */
    Provider(
            Place place,
            String defaultRegion,
            Map<String, Map<String, Object>> outputsOfStacks,
            Function<Registration, Outputs> creation,
            BiFunction<String, String, Map<String, Object>> tables) {
        this.place = place;
        this.defaultRegion = defaultRegion;
        this.outputsOfStacks = outputsOfStacks;
        this.creation = creation;
        this.tables = tables;
    }

    /** What has been registered so far, parts that only group others left out. */
    List<Registration> registrations() {
        return List.copyOf(registrations);
    }

    @Override
    public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs arguments) {
        if (arguments.type.equals(STACK_REFERENCE)) {
            return CompletableFuture.completedFuture(stackReference(arguments));
        }
        if (arguments.type.equals(AWS_PROVIDER)) {
            return CompletableFuture.completedFuture(awsProvider(arguments));
        }
        ResourceOptions options = optionsOfResources.get(arguments.type + " " + arguments.name);
        Registration registration = new Registration(
                arguments.type,
                arguments.name,
                Map.copyOf(arguments.inputs),
                regionOf(arguments.provider),
                options.isProtect(),
                options.isRetainOnDelete());
        if (registration.isComponent()) {
            return CompletableFuture.completedFuture(ResourceResult.of(Optional.empty(), Map.of()));
        }
        registrations.add(registration);
        return CompletableFuture.supplyAsync(() -> create(registration), threads);
    }

    /** Mocks are not told the options of resources; a transformation, which changes nothing, is. */
    Optional<ResourceTransformation.Result> noteOptions(ResourceTransformation.Args resource) {
        optionsOfResources.put(
                resource.resource().pulumiResourceType() + " "
                        + resource.resource().pulumiResourceName(),
                resource.options());
        return Optional.empty();
    }

    private ResourceResult create(Registration registration) {
        String before = failure.get();
        if (before != null) {
            // The program may end with this, and never tell of the first.
            throw new RefusedResourceException(registration, "not created, because another resource failed: " + before);
        }
        try {
            Outputs outputs = creation.apply(registration);
            return ResourceResult.of(Optional.of(outputs.id()), outputs.state());
        } catch (RefusedResourceException e) {
            failure.compareAndSet(null, e.getMessage());
            throw e;
        } catch (RuntimeException e) {
            String message = registration + ": " + e.getMessage();
            failure.compareAndSet(null, message);
            throw new IllegalStateException(message, e);
        }
    }

    private ResourceResult awsProvider(ResourceArgs arguments) {
        String id = place.stack() + "-" + arguments.name;
        Object region = arguments.inputs.get("region");
        regionsOfProviders.put(id, region == null ? defaultRegion : String.valueOf(region));
        return ResourceResult.of(Optional.of(id), arguments.inputs);
    }

    /** @param provider empty for the default one, else {@code <urn>::<id>} */
    private String regionOf(String provider) {
        if (provider == null || provider.isEmpty()) {
            return defaultRegion;
        }
        return regionsOfProviders.getOrDefault(provider.substring(provider.lastIndexOf("::") + 2), defaultRegion);
    }

    private ResourceResult stackReference(ResourceArgs arguments) {
        Map<String, Object> outputs = outputsOfStacks.get(arguments.id);
        if (outputs == null) {
            throw new IllegalStateException(
                    "unknown stack " + arguments.id + "; there are " + outputsOfStacks.keySet());
        }
        Map<String, Object> state = new HashMap<>();
        state.put("name", arguments.id);
        state.put("outputs", outputs);
        state.put("secretOutputNames", List.of());
        return ResourceResult.of(Optional.of(arguments.id), state);
    }

    @Override
    public CompletableFuture<Map<String, Object>> callAsync(CallArgs arguments) {
        return CompletableFuture.completedFuture(
                switch (arguments.token) {
                    case "aws:index/getCallerIdentity:getCallerIdentity" ->
                        Map.of(
                                "id", place.accountId(),
                                "accountId", place.accountId(),
                                "arn", place.iamArn("user/operator"),
                                "userId", "AIDALOCALOPERATOR");
                    case "aws:index/getPartition:getPartition" ->
                        Map.of(
                                "id", "aws",
                                "partition", "aws",
                                "dnsSuffix", "amazonaws.com",
                                "reverseDnsPrefix", "com.amazonaws");
                    case "aws:index/getRegion:getRegion" ->
                        Map.of(
                                "id", regionOf(arguments.provider),
                                "name", regionOf(arguments.provider),
                                "description", regionOf(arguments.provider),
                                "endpoint", "ec2." + regionOf(arguments.provider) + ".amazonaws.com");
                    case "aws:dynamodb/getTable:getTable" ->
                        tables.apply(String.valueOf(arguments.args.get("name")), regionOf(arguments.provider));
                    default ->
                        throw new IllegalStateException("the deployer does not know the function " + arguments.token);
                });
    }

    /** Waits for what is being created: after a failure the program ends before that. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST_CREATION_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
