package cognitobackup.local.lambda;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The classes of one archive of functions, kept apart from this process's own: of those they see only the JDK and
 * Lambda's interfaces, as in a function. Loaded once in a process, whoever runs them: loading and compiling them takes
 * more than most workflows do.
 */
final class FunctionClasses {
    private static final String SHARED = "com.amazonaws.services.lambda.runtime.";
    private static final Map<Archive, FunctionClasses> LOADED = new ConcurrentHashMap<>();

    private final URLClassLoader classes;
    private final CustomPojoSerializer serializer;

    /** A file as it is now; built anew it is another one. */
    private record Archive(Path path, long size, FileTime modified) {
        static Archive of(Path path) {
            try {
                return new Archive(path, Files.size(path), Files.getLastModifiedTime(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static FunctionClasses of(Path archive) {
        return LOADED.computeIfAbsent(Archive.of(archive), file -> new FunctionClasses(file.path()));
    }

    private FunctionClasses(Path archive) {
        this.classes = new URLClassLoader(
                "functions", new URL[] {url(filesOfRoot(archive)), url(archive)}, new SharedClasses());
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

    /**
     * What lies in the archive's root, the settings of its libraries, as a directory until this process ends. At AWS all
     * of an archive is unpacked; from a packed one each instance that reads its settings reads the whole list of files.
     */
    private static Path filesOfRoot(Path archive) {
        try (ZipFile files = new ZipFile(archive.toFile())) {
            Path directory = Files.createTempDirectory("function-settings");
            directory.toFile().deleteOnExit();
            for (ZipEntry entry : Collections.list(files.entries())) {
                if (entry.getName().indexOf('/') < 0) {
                    Path file = directory.resolve(entry.getName());
                    Files.write(file, files.getInputStream(entry).readAllBytes());
                    file.toFile().deleteOnExit();
                }
            }
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path place) {
        try {
            return place.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(place + " is not a file", e);
        }
    }

    ClassLoader loader() {
        return classes;
    }

    CustomPojoSerializer serializer() {
        return serializer;
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
