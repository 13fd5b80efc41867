package cognitobackup.local.sqs;

import cognitobackup.local.http.ForwardingService;
import cognitobackup.local.http.HttpService;
import cognitobackup.local.http.ServiceRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.elasticmq.NodeAddress;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/**
 * SQS of one Region. Of a queue's attributes ElasticMQ knows those about messages (visibility, delay, retention,
 * redrive, FIFO); it has neither encryption nor policies.
 */
public final class Queues implements AutoCloseable {
    private final SQSRestServer server;
    private final ForwardingService front;
    private final boolean longPolling;

    /**
     * Starts the engine.
     *
     * @param publicEndpoint where callers find this service: queue URLs begin with it
     * @param longPolling whether a request may wait for messages; if not, one that asks to is answered at once
     */
    public Queues(String region, String accountId, URI publicEndpoint, boolean longPolling) {
        this.longPolling = longPolling;
        this.server = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .withServerAddress(new NodeAddress("http", publicEndpoint.getHost(), publicEndpoint.getPort(), ""))
                .withAWSRegion(region)
                .withAWSAccountId(accountId)
                .start();
        int port = server.waitUntilStarted().localAddress().getPort();
        this.front = new ForwardingService(URI.create("http://127.0.0.1:" + port));
    }

    public HttpService front() {
        return longPolling ? front : request -> front.answer(withoutWaiting(request));
    }

    private static ServiceRequest withoutWaiting(ServiceRequest request) {
        String body = request.bodyText().replaceAll("\"WaitTimeSeconds\":[0-9]+", "\"WaitTimeSeconds\":0");
        return request.withBody(body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        front.close();
        server.stopAndWait();
    }
}
