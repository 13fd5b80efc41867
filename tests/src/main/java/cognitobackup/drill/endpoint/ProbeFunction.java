package cognitobackup.drill.endpoint;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** A function that fails at its first attempt and answers at the next: what the workflows of the stacks live with. */
public final class ProbeFunction implements RequestHandler<String, String> {
    static final String ANSWER = "\"answered\"";

    /** Its first attempt's failure. */
    public static final class NotYetException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** @param input {@code {"attempt": 0}} or a later one */
    @Override
    public String handleRequest(String input, Context context) {
        if (input.replaceAll("\\s", "").contains("\"attempt\":0")) {
            throw new NotYetException();
        }
        return ANSWER;
    }

    /** Leaves JSON as it is. */
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

    /** The jar that it is packaged in. */
    static byte[] jar() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes)) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + CustomPojoSerializer.class.getName()));
            jar.write(Text.class.getName().getBytes(StandardCharsets.UTF_8));
            for (Class<?> type : List.of(ProbeFunction.class, NotYetException.class, Text.class)) {
                String entry = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(entry));
                try (InputStream file = type.getClassLoader().getResourceAsStream(entry)) {
                    jar.write(file.readAllBytes());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
