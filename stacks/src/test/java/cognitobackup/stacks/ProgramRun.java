package cognitobackup.stacks;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.stacks.PretendAws.Registration;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.pulumi.resources.ResourceOptions;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import com.pulumi.test.internal.PulumiTestInternal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/**
 * One run of the program without Pulumi's engine. The only class that knows the internal part of Pulumi's test library,
 * which is the only way to give a test a configuration.
 */
final class ProgramRun {
    static final String POOL = "eu-central-1_Source";
    static final String SECONDARY_POOL = "eu-west-1_Restored";

    private static final String STACKS = "organization/" + Settings.PROJECT + "/";

    private static final Map<String, Object> PRIMARY_OUTPUTS = Map.of(
            "tableName", "cognito-backup-table-1a2b3c4",
            "userPoolIds", List.of(POOL),
            "exportOverdueSeconds", Map.of(POOL, 108_000.0));

    /**
     * What Pulumi calls otherwise than the provider that it bridges, by type and name: no rule leads from one to the other,
     * so what is written for other tools has the provider's name.
     */
    private static final Map<String, String> RENAMED_BY_PULUMI =
            Map.of("aws:sns/topicSubscription:TopicSubscription topic", "topicArn");

    private final TestResult result;
    private final List<Registration> registrations;
    private final Map<String, ResourceOptions> options;
    private final Map<String, Object> outputs = new HashMap<>();

    private ProgramRun(TestResult result, List<Registration> registrations, Map<String, ResourceOptions> options) {
        this.result = result;
        this.registrations = registrations;
        this.options = options;
        if (result.exceptions().isEmpty()) {
            result.outputs().forEach((name, output) -> {
                try {
                    outputs.put(name, PulumiTest.extractValueAsync(output).get(10, TimeUnit.SECONDS));
                } catch (Exception failure) {
                    throw new AssertionError("The output " + name + " has no value.", failure);
                }
            });
        }
    }

    /** What a working primary stack is configured with. */
    static Map<String, String> primaryConfiguration() {
        var configuration = new HashMap<String, String>();
        configuration.put("role", "primary");
        configuration.put("aws:region", "eu-central-1");
        configuration.put("secondaryRegion", "eu-west-1");
        configuration.put("userPools", "[{\"id\":\"" + POOL + "\",\"schedule\":\"rate(1 day)\"}]");
        configuration.put("lambdaJar", jar().toString());
        return configuration;
    }

    /** What a working secondary stack is configured with. */
    static Map<String, String> secondaryConfiguration() {
        var configuration = new HashMap<String, String>();
        configuration.put("role", "secondary");
        configuration.put("aws:region", "eu-west-1");
        configuration.put("primaryStack", "organization/cognito-user-profiles-export/primary");
        configuration.put("lambdaJar", jar().toString());
        return configuration;
    }

    static Map<String, String> with(Map<String, String> configuration, String key, String value) {
        var changed = new HashMap<>(configuration);
        changed.put(key, value);
        return changed;
    }

    static ProgramRun of(Map<String, String> configuration) {
        return of("aws", configuration);
    }

    static ProgramRun of(String partition, Map<String, String> configuration) {
        return of(partition, configuration, Map.of());
    }

    /**
     * Runs the program; its failure, if it is one, is kept for {@link #failure}.
     *
     * @param existingTable what is answered to whoever looks for a table
     */
    static ProgramRun of(String partition, Map<String, String> configuration, Map<String, Object> existingTable) {
        return of(partition, configuration, existingTable, Map.of());
    }

    /** @param before the outputs of this stack's last deployment */
    static ProgramRun of(
            String partition,
            Map<String, String> configuration,
            Map<String, Object> existingTable,
            Map<String, Object> before) {
        var stack = configuration.getOrDefault("role", "primary");
        var aws = new PretendAws(
                partition, configuration.getOrDefault("aws:region", ""), outputs(stack, before), existingTable);
        var options = new ConcurrentHashMap<String, ResourceOptions>();
        var testOptions = TestOptions.builder()
                .organizationName("organization")
                .projectName(Settings.PROJECT)
                .stackName(stack)
                .resourceTransformations(List.of(registered -> {
                    options.put(
                            key(
                                    registered.resource().pulumiResourceType(),
                                    registered.resource().pulumiResourceName()),
                            registered.options());
                    return Optional.empty();
                }))
                .build();
        try {
            var result = PulumiTestInternal.builder()
                    .mocks(aws)
                    .options(testOptions)
                    .config(inNamespace(configuration), Set.of())
                    .standardLogger(Logger.getLogger(ProgramRun.class.getName()))
                    .build()
                    .runTest(Program::stack);
            return new ProgramRun(result, aws.registrations(), options);
        } finally {
            PulumiTest.cleanup();
        }
    }

    private static Map<String, Map<String, Object>> outputs(String stack, Map<String, Object> before) {
        var outputs = new HashMap<String, Map<String, Object>>();
        outputs.put(STACKS + "primary", PRIMARY_OUTPUTS);
        outputs.put(STACKS + stack, before);
        return outputs;
    }

    ProgramRun succeeded() {
        assertThat(result.exceptions()).isEmpty();
        assertThat(result.exitCode()).isZero();
        return this;
    }

    /** What the program says when it refuses to go on. */
    String failure() {
        assertThat(result.exitCode()).isNotZero();
        return result.exceptions().stream()
                .map(Throwable::getMessage)
                .distinct()
                .collect(joining("\n"));
    }

    List<Registration> registrations() {
        return registrations;
    }

    List<Registration> all(String type) {
        return registrations.stream()
                .filter(registration -> registration.type().equals(type))
                .toList();
    }

    Registration only(String type) {
        assertThat(all(type)).hasSize(1);
        return all(type).get(0);
    }

    Registration named(String name) {
        return registrations.stream()
                .filter(registration -> registration.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Nothing was registered as " + name + "."));
    }

    ResourceOptions options(Registration registration) {
        return options(registration.type(), registration.name());
    }

    ResourceOptions options(String type, String name) {
        return options.get(key(type, name));
    }

    private static String key(String type, String name) {
        return type + " " + name;
    }

    Map<String, Object> outputs() {
        return outputs;
    }

    /** All policies of roles, keyed by the name of their resource. */
    Map<String, JsonObject> rolePolicies() {
        var policies = new HashMap<String, JsonObject>();
        all("aws:iam/rolePolicy:RolePolicy")
                .forEach(policy -> policies.put(
                        policy.name(),
                        JsonParser.parseString(policy.text("policy")).getAsJsonObject()));
        return policies;
    }

    /** The registrations as an array of {type, name, inputs}, with the provider's names for inputs. */
    String json() {
        return new GsonBuilder()
                .disableHtmlEscaping()
                .setPrettyPrinting()
                .create()
                .toJson(registrations.stream()
                        .map(registration -> Map.of(
                                "type", registration.type(),
                                "name", registration.name(),
                                "inputs", namedAsByProvider(registration)))
                        .toList());
    }

    private static Map<String, Object> namedAsByProvider(Registration registration) {
        var inputs = new HashMap<String, Object>();
        registration
                .inputs()
                .forEach((name, value) ->
                        inputs.put(RENAMED_BY_PULUMI.getOrDefault(registration.type() + " " + name, name), value));
        return inputs;
    }

    private static Map<String, String> inNamespace(Map<String, String> configuration) {
        var qualified = new HashMap<String, String>();
        configuration.forEach(
                (key, value) -> qualified.put(key.contains(":") ? key : Settings.PROJECT + ":" + key, value));
        return qualified;
    }

    /** Something in place of the packaged functions: the program only looks whether it is there. */
    static Path jar() {
        try {
            var jar = Path.of("target", "functions-for-tests.jar").toAbsolutePath();
            Files.createDirectories(jar.getParent());
            return Files.writeString(jar, "");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
