package cognitobackup.drill;

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
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A function that answers with more than a workflow can take, and the jar that it is packaged in. */
public final class OversizedAnswer implements RequestHandler<String, String> {
    private static final int LETTERS = 300_000;

    @Override
    public String handleRequest(String input, Context context) {
        return "\"" + "x".repeat(LETTERS) + "\"";
    }

    static void writeTo(Path jar) throws IOException {
        try (JarOutputStream archive = new JarOutputStream(Files.newOutputStream(jar))) {
            archive.putNextEntry(new JarEntry("META-INF/services/" + CustomPojoSerializer.class.getName()));
            archive.write(Text.class.getName().getBytes(StandardCharsets.UTF_8));
            for (Class<?> type : new Class<?>[] {OversizedAnswer.class, Text.class}) {
                String entry = type.getName().replace('.', '/') + ".class";
                archive.putNextEntry(new JarEntry(entry));
                try (InputStream bytes = OversizedAnswer.class.getClassLoader().getResourceAsStream(entry)) {
                    archive.write(bytes.readAllBytes());
                }
            }
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
}
