package cognitobackup.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** Runs each function instance in a process of its own, under the runtime that AWS runs Java functions with. */
public final class ProcessRuntime implements FunctionRuntime {
    private final String runtimeInterfaceClient = classPath();
    private final NativeLibrary nativeLibrary = new NativeLibrary();
    private final ReadyClasses readyClasses = new ReadyClasses();
    private final Set<ProcessSandbox> sandboxes = ConcurrentHashMap.newKeySet();

    /** The runtime interface client and what it needs: these jars alone, so that nothing else of ours is seen. */
    private static String classPath() {
        return Stream.of(AWSLambda.class, Context.class, PojoSerializer.class, SdkInternalThreadLocal.class)
                .map(ProcessRuntime::jarOf)
                .distinct()
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jarOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a jar without a path", e);
        }
    }

    @Override
    public Sandbox start(FunctionDefinition function, Map<String, String> environment, Consumer<String> log) {
        Optional<Path> classes = readyClasses.of(
                function.archive(),
                file -> new ProcessSandbox(
                        command(function, "-XX:ArchiveClassesAtExit=" + file),
                        temporaryDirectory(),
                        environment,
                        line -> {}));
        ProcessSandbox sandbox = new ProcessSandbox(
                classes.map(file -> command(function, "-XX:SharedArchiveFile=" + file))
                        .orElseGet(() -> command(function)),
                temporaryDirectory(),
                environment,
                log);
        sandboxes.removeIf(ended -> !ended.alive());
        sandboxes.add(sandbox);
        return sandbox;
    }

    /** As at AWS, where no instance sees another's files. */
    private static Path temporaryDirectory() {
        try {
            return Files.createTempDirectory("function");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(FunctionDefinition function, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // As Lambda starts Java by default,
                // https://docs.aws.amazon.com/lambda/latest/dg/java-customization.html.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                nativeLibrary.option(),
                "-cp",
                runtimeInterfaceClient + File.pathSeparator + function.archive().toAbsolutePath(),
                AWSLambda.class.getName(),
                function.handler()));
        return command;
    }

    /** Forty workers that start a JVM each would take longer on a small machine than four that are used again. */
    @Override
    public int maxBusy() {
        return Math.max(4, Runtime.getRuntime().availableProcessors());
    }

    /** A process takes about 150 MB. */
    @Override
    public int maxIdle() {
        return 12;
    }

    @Override
    public void close() {
        sandboxes.forEach(ProcessSandbox::kill);
        nativeLibrary.close();
        readyClasses.close();
    }
}
