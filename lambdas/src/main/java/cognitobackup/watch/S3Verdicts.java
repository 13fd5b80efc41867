package cognitobackup.watch;

import cognitobackup.function.FunctionSettings;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Verdicts in the reports bucket, which is this Region's own: whether an export is whole here says nothing of another
 * Region, so it has no place in the table, which is replicated. And who watches need not write to the table at all.
 */
@Singleton
class S3Verdicts implements Verdicts {
    private final S3Client s3;
    private final String bucket;
    private final ObjectMapper json;

    S3Verdicts(S3Client s3, FunctionSettings settings, ObjectMapper json) {
        this.s3 = s3;
        this.bucket = settings.reportsBucket();
        this.json = json;
    }

    @Override
    public Verdict of(String userPoolId) {
        try {
            return json.readValue(
                    s3.getObjectAsBytes(request -> request.bucket(bucket).key(key(userPoolId)))
                            .asByteArray(),
                    Verdict.class);
        } catch (NoSuchKeyException e) {
            return Verdict.UNKNOWN;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void keep(String userPoolId, Verdict verdict) {
        try {
            byte[] bytes = json.writeValueAsBytes(verdict);
            s3.putObject(
                    request -> request.bucket(bucket).key(key(userPoolId)).contentType("application/json"),
                    RequestBody.fromBytes(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String userPoolId) {
        return "watch/" + userPoolId + ".json";
    }
}
