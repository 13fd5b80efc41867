package cognitobackup.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyClassesTest {
    private static final int STARTS = 6;

    @TempDir
    private Path directory;

    /** The JDK says of each class where it has it from. */
    @Test
    void afterSomeStartsAFunctionsClassesAreMappedAndItAnswersAsBefore() throws Exception {
        Path jar = directory.resolve("functions.jar");
        TestFunctions.writeTo(jar);
        FunctionDefinition echo = new FunctionDefinition(
                "Echo",
                TestFunctions.Echo.class.getName(),
                jar,
                Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load"),
                Duration.ofSeconds(10),
                512,
                "arn:aws:iam::123456789012:role/functions");
        List<String> loadings = new ArrayList<>();
        ProcessRuntime runtime = new ProcessRuntime();
        try {
            for (int start = 1; start <= STARTS; start++) {
                loadings.add(loadingOf(echo, runtime));
            }
        } finally {
            runtime.close();
        }

        assertThat(loadings.get(0)).contains("source: file:");
        assertThat(loadings.get(STARTS - 1)).contains("source: shared objects file (top)");
    }

    private static String loadingOf(FunctionDefinition function, ProcessRuntime runtime) throws InterruptedException {
        List<String> said = new CopyOnWriteArrayList<>();
        Sandbox sandbox = runtime.start(
                function, FunctionEnvironment.of(function, "us-east-1", "ASIALOCAL1", Map.of()), said::add);
        try {
            InvocationResult result = sandbox.invoke(
                    new Invocation("1", "arn:aws:lambda:us-east-1:123456789012:function:Echo", "{}", Long.MAX_VALUE));
            assertThat(result.payload()).contains("\"input\":{}");
        } finally {
            sandbox.kill();
        }
        return said.stream()
                .filter(line -> line.contains(function.handler() + " "))
                .findFirst()
                .orElseThrow();
    }
}
