package cognitobackup.importer;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Files of the reports bucket for people, written piece by piece, so that size costs no memory. */
@Singleton
class Reports {
    private final ReportsBucket bucket;
    private final ObjectMapper json;

    Reports(ReportsBucket bucket, ObjectMapper json) {
        this.bucket = bucket;
        this.json = json;
    }

    /** Writes a JSON object. */
    void write(String key, Object object) {
        store(key, "application/json", writer -> writer.write(json.writeValueAsString(object) + "\n"));
    }

    /**
     * Writes a JSON object with a list as its last member, which may be long.
     *
     * @param items gives every item of the list to what it is given
     */
    <T> void write(String key, Object head, String list, Consumer<Consumer<T>> items) {
        store(key, "application/json", writer -> {
            String text = json.writeValueAsString(head);
            writer.write(text.substring(0, text.lastIndexOf('}')));
            writer.write(",\"" + list + "\":[");
            String[] separator = {"\n"};
            items.accept(item -> {
                try {
                    writer.write(separator[0] + json.writeValueAsString(item));
                    separator[0] = ",\n";
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            writer.write("\n]}\n");
        });
    }

    /** Writes a text piece by piece. */
    interface Text {
        void writeTo(BufferedWriter writer) throws IOException;
    }

    void store(String key, String contentType, Text text) {
        try {
            Path file = Files.createTempFile("report", null);
            try {
                try (BufferedWriter writer = Files.newBufferedWriter(file)) {
                    text.writeTo(writer);
                }
                bucket.put(key, file, contentType);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
