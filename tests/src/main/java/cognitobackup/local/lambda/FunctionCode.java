package cognitobackup.local.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Fetches the code of functions: Lambda keeps a copy of its own, whatever becomes of the object. */
public final class FunctionCode implements AutoCloseable {
    /** By content: functions of the same code are the same classes, in whichever Region, and are loaded once. */
    private static final Map<String, Path> COPIES = new ConcurrentHashMap<>();

    private final String region;
    private final URI s3;
    private S3Client client;

    /** @param s3 where the Region's S3 answers */
    public FunctionCode(String region, URI s3) {
        this.region = region;
        this.s3 = s3;
    }

    /** @throws LambdaServiceException if there is no such object */
    Path copyOf(String bucket, String key) throws LambdaServiceException {
        S3Client reader = client();
        try {
            HeadObjectResponse object =
                    reader.headObject(request -> request.bucket(bucket).key(key));
            String content = object.eTag().replace("\"", "") + "-" + object.contentLength();
            return COPIES.computeIfAbsent(content, any -> copy(reader, bucket, key, content));
        } catch (S3Exception e) {
            throw LambdaServiceException.invalid("Error occurred while GetObject. S3 Error Code: "
                    + (e.statusCode() == 404 ? "NoSuchKey" : e.awsErrorDetails().errorCode()) + ".");
        }
    }

    /** Made when there is code to fetch: most never do. */
    private synchronized S3Client client() {
        if (client == null) {
            client = S3Client.builder()
                    .endpointOverride(s3)
                    .forcePathStyle(true)
                    .region(Region.of(region))
                    .credentialsProvider(StaticCredentialsProvider.create(
                            AwsBasicCredentials.create("AKIALOCALLAMBDA", "unchecked")))
                    .httpClient(UrlConnectionHttpClient.create())
                    .build();
        }
        return client;
    }

    private static Path copy(S3Client reader, String bucket, String key, String content) {
        try {
            Path directory = Files.createTempDirectory("function-code");
            Path file = directory.resolve(content + ".jar");
            reader.getObject(request -> request.bucket(bucket).key(key), file);
            // Last marked, first deleted.
            directory.toFile().deleteOnExit();
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
