package cognitobackup.local.s3;

import cognitobackup.local.http.ForwardingService;
import cognitobackup.local.http.HttpService;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;

/** S3 of one Region, with the bucket's name in the path. Signatures are not checked, those of pre-signed URLs included. */
public final class Buckets implements AutoCloseable {
    private final S3Proxy server;
    private final ForwardingService front;

    public Buckets() {
        this.server = start();
        this.front = new ForwardingService(URI.create("http://127.0.0.1:" + server.getPort()));
    }

    private static S3Proxy start() {
        S3Proxy server = S3Proxy.builder()
                .blobStore(new TransientNio2BlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .ignoreUnknownHeaders(true)
                .build();
        try {
            server.start();
            while (!server.getState().equals("STARTED")) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy did not start", e);
        }
        return server;
    }

    public HttpService front() {
        return front;
    }

    @Override
    public void close() {
        front.close();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3Proxy did not stop", e);
        }
    }
}
