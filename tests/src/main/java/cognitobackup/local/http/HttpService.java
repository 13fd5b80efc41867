package cognitobackup.local.http;

import java.io.IOException;

/** Something that answers HTTP requests as a service of AWS does. */
public interface HttpService {
    /**
     * Answers one request.
     *
     * @throws ConnectionCut to break the connection without an answer
     * @throws IOException if what stands behind cannot be reached; the caller's connection is broken, too
     */
    ServiceResponse answer(ServiceRequest request) throws IOException;
}
