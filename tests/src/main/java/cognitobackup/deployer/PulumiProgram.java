package cognitobackup.deployer;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.resources.ResourceTransformation;
import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import com.pulumi.test.internal.PulumiTestInternal;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs a Pulumi program without Pulumi's engine. The only class that knows the internal part of Pulumi's test library,
 * which is the only way to give a program a configuration.
 */
final class PulumiProgram {
    /** When the program has ended everything is known; no output may take longer. */
    private static final long OUTPUT_SECONDS = 10;

    private PulumiProgram() {}

    /**
     * Runs it to its end.
     *
     * @param qualifiedStack organization/project/stack
     * @param configuration by key; a key without a namespace is one of the project
     * @param transformation sees the options of every resource before it is registered
     * @return the stack's outputs
     * @throws DeploymentFailedException with what the program or a resource complained of
     */
    static Map<String, Object> run(
            String qualifiedStack,
            Map<String, String> configuration,
            Mocks mocks,
            ResourceTransformation transformation,
            Consumer<Context> program)
            throws DeploymentFailedException {
        String[] names = qualifiedStack.split("/", -1);
        String project = names[1];
        try {
            TestResult result = PulumiTestInternal.builder()
                    .mocks(mocks)
                    .options(TestOptions.builder()
                            .organizationName(names[0])
                            .projectName(project)
                            .stackName(names[2])
                            .resourceTransformations(List.of(transformation))
                            .build())
                    .config(qualified(project, configuration), Set.of())
                    // What it would log is the failure that is thrown anyway, with the whole class path in it.
                    .standardLogger(new PatientLogger())
                    .build()
                    .runTest(program);
            if (result.exitCode() != 0) {
                throw failure(result.exceptions());
            }
            return values(result.outputs());
        } finally {
            PulumiTest.cleanup();
        }
    }

    private static Map<String, String> qualified(String project, Map<String, String> configuration) {
        Map<String, String> qualified = new HashMap<>();
        configuration.forEach((key, value) -> qualified.put(key.contains(":") ? key : project + ":" + key, value));
        return qualified;
    }

    /** Pulumi wraps what went wrong, and tells it once for every resource that waited for it. */
    private static DeploymentFailedException failure(List<Exception> exceptions) {
        Set<String> messages = new LinkedHashSet<>();
        Throwable first = null;
        for (Exception exception : exceptions) {
            Throwable cause = exception;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            first = first == null ? cause : first;
            messages.add(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        }
        return new DeploymentFailedException(String.join(System.lineSeparator(), messages), first);
    }

    private static Map<String, Object> values(Map<String, Output<?>> outputs) throws DeploymentFailedException {
        Map<String, Object> values = new HashMap<>();
        for (Map.Entry<String, Output<?>> output : outputs.entrySet()) {
            try {
                values.put(
                        output.getKey(),
                        PulumiTest.extractValueAsync(output.getValue()).get(OUTPUT_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException | TimeoutException e) {
                throw new DeploymentFailedException("The output " + output.getKey() + " has no value.", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DeploymentFailedException("Interrupted.", e);
            }
        }
        return values;
    }
}
