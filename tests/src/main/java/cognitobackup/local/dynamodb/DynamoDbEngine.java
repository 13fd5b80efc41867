package cognitobackup.local.dynamodb;

import cognitobackup.local.output.ThreadOutput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * DynamoDB Local in this process, in memory, with one database whatever the caller's key and Region.
 *
 * <p>Its clients go past the Region's gate: they are for replication, which is AWS's own work and neither counted nor
 * refused.
 */
final class DynamoDbEngine implements AutoCloseable {
    private static final StaticCredentialsProvider ANYBODY =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("replication", "unchecked"));

    private final URI endpoint;
    private final DynamoDBProxyServer server;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final DynamoDbClient tables;
    private final DynamoDbStreamsClient streams;

    DynamoDbEngine() {
        int port = freePort();
        this.endpoint = URI.create("http://127.0.0.1:" + port);
        this.server = start(port);
        this.tables = DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(ANYBODY)
                .httpClient(http)
                .build();
        this.streams = DynamoDbStreamsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(ANYBODY)
                .httpClient(http)
                .build();
    }

    /** One after the other: its options are read by what is shared by all that are in this process. */
    private static synchronized DynamoDBProxyServer start(int port) {
        // It prints its configuration, which would stand among what the caller has to say.
        ThreadOutput.redirect(line -> {});
        try {
            DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(
                    new String[] {"-inMemory", "-sharedDb", "-disableTelemetry", "-port", Integer.toString(port)});
            server.start();
            return server;
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local did not start", e);
        } finally {
            ThreadOutput.restore();
        }
    }

    /** DynamoDB Local wants to be told its port; another process could take it in between, which nobody has seen. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }

    URI endpoint() {
        return endpoint;
    }

    DynamoDbClient tables() {
        return tables;
    }

    DynamoDbStreamsClient streams() {
        return streams;
    }

    @Override
    public void close() {
        tables.close();
        streams.close();
        http.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local did not stop", e);
        }
    }
}
