package cognitobackup.local.sqs;

import cognitobackup.local.http.ForwardingService;
import cognitobackup.local.http.HttpService;
import java.net.URI;
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

    /** @param publicEndpoint where callers find this service: queue URLs begin with it */
    public Queues(String region, String accountId, URI publicEndpoint) {
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
        return front;
    }

    @Override
    public void close() {
        front.close();
        server.stopAndWait();
    }
}
