package cognitobackup.deployer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;

/** The code that functions were made of: Lambda keeps a copy of its own, whatever becomes of the object. */
final class FunctionCode implements AutoCloseable {
    private final Map<String, Path> copies = new HashMap<>();

    /** @throws software.amazon.awssdk.services.s3.model.S3Exception if there is no such object */
    synchronized Path copyOf(S3Client s3, String bucket, String key) {
        String content =
                s3.headObject(request -> request.bucket(bucket).key(key)).eTag().replace("\"", "");
        // By content: functions of the same code are the same classes, in whichever Region.
        return copies.computeIfAbsent(content, any -> copy(s3, bucket, key, content));
    }

    private static Path copy(S3Client s3, String bucket, String key, String content) {
        try {
            Path file = Files.createTempDirectory("function-code").resolve(content + ".jar");
            s3.getObject(request -> request.bucket(bucket).key(key), file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        copies.values().forEach(FunctionCode::delete);
        copies.clear();
    }

    private static void delete(Path copy) {
        try {
            Files.deleteIfExists(copy);
            Files.deleteIfExists(copy.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
