package cognitobackup.drill.endpoint;

import cognitobackup.local.Elsewhere;
import java.net.URI;
import java.util.Set;

/**
 * An endpoint as it was found.
 *
 * @param uri where all services of all Regions answer
 * @param accountId the account that its ARNs name
 * @param accessKeyId what requests are signed with
 * @param quotaFactor by how much it lets through more requests of Cognito than AWS
 * @param lacks what it has not
 */
public record Endpoint(URI uri, String accountId, String accessKeyId, int quotaFactor, Set<Lack> lacks) {
    public Endpoint {
        lacks = Set.copyOf(lacks);
    }

    public boolean has(Lack what) {
        return !lacks.contains(what);
    }

    public Elsewhere elsewhere() {
        return new Elsewhere(uri, accessKeyId);
    }
}
