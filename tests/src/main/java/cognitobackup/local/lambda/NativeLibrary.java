package cognitobackup.local.lambda;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The native library of AWS's runtime interface client, unpacked once. The client itself would unpack it to a fixed file
 * at every start, and processes that start side by side would overwrite it under each other and crash.
 */
final class NativeLibrary implements AutoCloseable {
    private static final String PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private final Path file;

    NativeLibrary() {
        String name = "/jni/libaws-lambda-jni." + system() + "-" + processor() + ".so";
        try (InputStream library = AWSLambda.class.getResourceAsStream(name)) {
            this.file = Files.createTempFile("aws-lambda-jni", ".so");
            Files.write(file, library.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String system() {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new IllegalStateException("Functions in processes of their own need Linux: AWS's runtime interface"
                    + " client has a native library for nothing else. This is " + System.getProperty("os.name") + ".");
        }
        boolean musl =
                Files.exists(Path.of("/lib/ld-musl-x86_64.so.1")) || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
        return musl ? "linux_musl" : "linux";
    }

    private static String processor() {
        String processor = System.getProperty("os.arch");
        return switch (processor) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "aarch_64";
            default ->
                throw new IllegalStateException(
                        "AWS's runtime interface client has no native library for processors of type " + processor);
        };
    }

    /** The option that makes the client load it. */
    String option() {
        return "-D" + PROPERTY + "=" + file;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
