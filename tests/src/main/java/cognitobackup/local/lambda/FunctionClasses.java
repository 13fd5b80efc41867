package cognitobackup.local.lambda;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * The classes of one archive of functions, kept apart from this process's own: of those they see only the JDK and
 * Lambda's interfaces, as in a function.
 */
final class FunctionClasses implements AutoCloseable {
    private static final String SHARED = "com.amazonaws.services.lambda.runtime.";

    private final URLClassLoader classes;
    private final CustomPojoSerializer serializer;

    FunctionClasses(Path archive) {
        this.classes = new URLClassLoader("functions", new URL[] {url(archive)}, new SharedClasses());
        this.serializer = serializer(archive, classes);
    }

    private static CustomPojoSerializer serializer(Path archive, ClassLoader classes) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // In a function, where everything is in one archive, this is what libraries look for their parts with.
        thread.setContextClassLoader(classes);
        try {
            return ServiceLoader.load(CustomPojoSerializer.class, classes)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            archive + " names no " + CustomPojoSerializer.class.getSimpleName()
                                    + " in META-INF/services, without which AWS's runtime cannot decode records."));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(Path archive) {
        try {
            return archive.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(archive + " is not a file", e);
        }
    }

    ClassLoader loader() {
        return classes;
    }

    CustomPojoSerializer serializer() {
        return serializer;
    }

    @Override
    public void close() {
        try {
            classes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class SharedClasses extends ClassLoader {
        SharedClasses() {
            super("lambda-interfaces", ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.startsWith(SHARED)) {
                return Class.forName(name, false, FunctionClasses.class.getClassLoader());
            }
            throw new ClassNotFoundException(name);
        }
    }
}
