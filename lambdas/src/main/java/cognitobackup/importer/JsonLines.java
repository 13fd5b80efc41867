package cognitobackup.importer;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Files of gzipped JSON, one value a line: written piece by piece and read likewise, so that size costs no memory. */
@Singleton
class JsonLines {
    private static final String CONTENT_TYPE = "application/gzip";

    private final ReportsBucket bucket;
    private final ObjectMapper json;

    JsonLines(ReportsBucket bucket, ObjectMapper json) {
        this.bucket = bucket;
        this.json = json;
    }

    /** Begins any number of files; none is stored before {@link Writer#store}. */
    Writer writer() {
        return new Writer();
    }

    /**
     * Hands over every line of the objects whose keys begin with this, in the order of keys.
     *
     * @param place a key, or the beginning of keys up to a slash; nothing need be there
     */
    <T> void read(String place, Class<T> type, Consumer<T> lines) {
        readWhile(place, type, all(lines));
    }

    private static <T> Predicate<T> all(Consumer<T> lines) {
        return line -> {
            lines.accept(line);
            return true;
        };
    }

    /** The same, as long as more lines are wanted. */
    <T> void readWhile(String place, Class<T> type, Predicate<T> more) {
        if (!place.endsWith("/")) {
            // Listing first would be one request more.
            bucket.find(place).ifPresent(object -> readLinesWhile(object, type, more));
            return;
        }
        for (String key : bucket.list(place)) {
            if (!readLinesWhile(bucket.open(key), type, more)) {
                return;
            }
        }
    }

    /** The objects whose keys begin with this, up to a slash, fetched once to be read several times. Held as compressed as they are. */
    <T> Fetched<T> fetch(String prefix, Class<T> type) {
        List<byte[]> objects = new ArrayList<>();
        bucket.list(prefix).forEach(key -> {
            try (InputStream object = bucket.open(key)) {
                objects.add(object.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return lines -> objects.forEach(object -> readLinesWhile(new ByteArrayInputStream(object), type, all(lines)));
    }

    /** Lines that can be read again and again, always in the same order. */
    interface Fetched<T> {
        void read(Consumer<T> lines);
    }

    /** Whether more lines are wanted after the last. */
    private <T> boolean readLinesWhile(InputStream object, Class<T> type, Predicate<T> more) {
        try (var reader =
                new BufferedReader(new InputStreamReader(new GZIPInputStream(object), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (!more.test(json.readValue(line, type))) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Files in the making, by their key, in the function's temporary directory. Close it even if nothing is stored. */
    final class Writer implements AutoCloseable {
        private final Map<String, Part> parts = new TreeMap<>();

        private record Part(Path file, BufferedWriter lines) {}

        /** Begins a file, which is stored even if nothing is added to it. */
        void begin(String key) {
            parts.computeIfAbsent(key, Writer::file);
        }

        void add(String key, Object value) {
            try {
                BufferedWriter lines = parts.computeIfAbsent(key, Writer::file).lines();
                lines.write(json.writeValueAsString(value));
                lines.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Part file(String key) {
            try {
                Path file = Files.createTempFile("lines", ".gz");
                return new Part(
                        file,
                        new BufferedWriter(new OutputStreamWriter(
                                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Stores every file that was begun. */
        void store() {
            parts.forEach((key, part) -> {
                try {
                    part.lines().close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                bucket.put(key, part.file(), CONTENT_TYPE);
            });
        }

        @Override
        public void close() {
            for (Part part : List.copyOf(parts.values())) {
                try {
                    part.lines().close();
                    Files.deleteIfExists(part.file());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
