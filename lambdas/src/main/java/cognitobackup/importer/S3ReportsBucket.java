package cognitobackup.importer;

import cognitobackup.function.FunctionSettings;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The reports bucket in S3. */
@Singleton
class S3ReportsBucket implements ReportsBucket {
    private final S3Client s3;
    private final String bucket;

    S3ReportsBucket(S3Client s3, FunctionSettings settings) {
        this.s3 = s3;
        this.bucket = settings.reportsBucket();
    }

    @Override
    public void put(String key, Path file, String contentType) {
        s3.putObject(request -> request.bucket(bucket).key(key).contentType(contentType), file);
    }

    @Override
    public InputStream open(String key) {
        return s3.getObject(request -> request.bucket(bucket).key(key));
    }

    /** Told apart from an object that must not be read only where the role may list the bucket. */
    @Override
    public Optional<InputStream> find(String key) {
        try {
            return Optional.of(open(key));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public List<String> list(String prefix) {
        return s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .sorted()
                .toList();
    }
}
