package cognitobackup.local.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Functions that take and give JSON as it is, and the jar that they are packaged in. */
public final class TestFunctions {
    private TestFunctions() {}

    /** Answers with its input, its own id, and what its context says. */
    public static final class Echo implements RequestHandler<String, String> {
        private final String instance = UUID.randomUUID().toString();

        @Override
        public String handleRequest(String input, Context context) {
            System.out.println("{\"request\":\"" + context.getAwsRequestId() + "\"}");
            return "{\"input\":" + input + ",\"instance\":\"" + instance + "\",\"function\":\""
                    + context.getFunctionName() + "\",\"version\":\"" + context.getFunctionVersion() + "\",\"arn\":\""
                    + context.getInvokedFunctionArn() + "\",\"remaining\":" + context.getRemainingTimeInMillis() + "}";
        }
    }

    /** Throws. */
    public static final class Failing implements RequestHandler<String, String> {
        @Override
        public String handleRequest(String input, Context context) {
            throw new IllegalStateException("refused " + input);
        }
    }

    /** Takes as long as its input says, in milliseconds. */
    public static final class Slow implements RequestHandler<String, String> {
        @Override
        public String handleRequest(String input, Context context) {
            try {
                Thread.sleep(Long.parseLong(input));
            } catch (InterruptedException e) {
                System.out.println("interrupted");
            }
            return input;
        }
    }

    /** Answers with as many letters as its input says. */
    public static final class Talkative implements RequestHandler<String, String> {
        @Override
        public String handleRequest(String input, Context context) {
            return "\"" + "x".repeat(Integer.parseInt(input)) + "\"";
        }
    }

    /** Ends its process. */
    public static final class Exiting implements RequestHandler<String, String> {
        @Override
        public String handleRequest(String input, Context context) {
            Runtime.getRuntime().halt(3);
            return input;
        }
    }

    /** Answers with more than a workflow can take. */
    public static final class Oversized implements RequestHandler<String, String> {
        private static final int LETTERS = 300_000;

        @Override
        public String handleRequest(String input, Context context) {
            return "\"" + "x".repeat(LETTERS) + "\"";
        }
    }

    /** JSON stays text. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // as the interface declares it
    public static final class Text implements CustomPojoSerializer {
        @Override
        @SuppressWarnings("unchecked")
        public <T> T fromJson(InputStream input, Type type) {
            try {
                return (T) new String(input.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T fromJson(String input, Type type) {
            return (T) input;
        }

        @Override
        public <T> void toJson(T value, OutputStream output, Type type) {
            try {
                output.write(String.valueOf(value).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Packages them. */
    public static void writeTo(Path jar) throws IOException {
        try (JarOutputStream archive = new JarOutputStream(Files.newOutputStream(jar))) {
            archive.putNextEntry(new JarEntry("META-INF/services/" + CustomPojoSerializer.class.getName()));
            archive.write(Text.class.getName().getBytes(StandardCharsets.UTF_8));
            for (Class<?> type : TestFunctions.class.getDeclaredClasses()) {
                String entry = type.getName().replace('.', '/') + ".class";
                archive.putNextEntry(new JarEntry(entry));
                try (InputStream classFile =
                        TestFunctions.class.getClassLoader().getResourceAsStream(entry)) {
                    archive.write(classFile.readAllBytes());
                }
            }
        }
    }
}
