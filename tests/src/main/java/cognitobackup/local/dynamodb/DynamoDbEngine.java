package cognitobackup.local.dynamodb;

import cognitobackup.local.output.ThreadOutput;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.function.IntSupplier;
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

    private static final int ATTEMPTS = 5;

    private final URI endpoint;
    private final DynamoDBProxyServer server;
    private final SdkHttpClient http = UrlConnectionHttpClient.create();
    private final DynamoDbClient tables;
    private final DynamoDbStreamsClient streams;

    DynamoDbEngine() {
        Started started = start(DynamoDbEngine::freePort);
        this.endpoint = URI.create("http://127.0.0.1:" + started.port());
        this.server = started.server();
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

    /** A server that answers. */
    record Started(int port, DynamoDBProxyServer server) {}

    /**
     * Starts a server. It wants to be told its port, and another process may take that in between.
     *
     * @param ports tells one that is free
     */
    static Started start(IntSupplier ports) {
        for (int attempt = 1; ; attempt++) {
            int port = ports.getAsInt();
            try {
                return new Started(port, start(port));
            } catch (Exception e) {
                if (attempt == ATTEMPTS) {
                    throw new IllegalStateException("DynamoDB Local did not start", e);
                }
            }
        }
    }

    /** One after the other: its options are read by what is shared by all that are in this process. */
    private static synchronized DynamoDBProxyServer start(int port) throws Exception {
        // It prints its configuration, which would stand among what the caller has to say.
        ThreadOutput.redirect(line -> {});
        try {
            DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(
                    new String[] {"-inMemory", "-sharedDb", "-disableTelemetry", "-port", Integer.toString(port)});
            server.start();
            return server;
        } finally {
            ThreadOutput.restore();
        }
    }

    static int freePort() {
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
