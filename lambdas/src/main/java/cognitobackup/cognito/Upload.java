package cognitobackup.cognito;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** Uploads the file of an import job to the address that Cognito gave for it, which nothing here ever repeats. */
final class Upload {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final int OK = 200;

    private Upload() {}

    /** @param longest how long it may take */
    static void put(String url, Path file, Duration longest) {
        int status;
        try {
            HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .build();
            // Of a file the publisher knows the length, which S3 wants: it takes no chunked uploads.
            HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(longest.compareTo(LEAST) < 0 ? LEAST : longest)
                    .header("x-amz-server-side-encryption", "aws:kms")
                    .PUT(HttpRequest.BodyPublishers.ofFile(file))
                    .build();
            status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UploadFailedException("interrupted");
        } catch (IOException | IllegalArgumentException e) {
            // Neither as the cause nor with its words: these may have the address.
            throw new UploadFailedException(e.getClass().getSimpleName());
        }
        if (status != OK) {
            throw new UploadFailedException("status " + status);
        }
    }
}
