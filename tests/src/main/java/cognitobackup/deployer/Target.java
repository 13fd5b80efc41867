package cognitobackup.deployer;

import cognitobackup.local.Clients;
import cognitobackup.local.LocalAws;
import cognitobackup.local.LocalRegion;
import cognitobackup.local.iam.Iam;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The local AWS as the deployer sees it: AWS's own clients where the service speaks AWS's protocol. */
final class Target implements AutoCloseable {
    private final LocalAws aws;
    private final Map<String, Clients> clients = new ConcurrentHashMap<>();

    Target(LocalAws aws) {
        this.aws = aws;
    }

    Clients clients(String region) {
        return clients.computeIfAbsent(region, name -> Clients.of(region(name)));
    }

    /** Policies and keys of resources: who may use them is asked here, whoever keeps them. */
    Iam iam() {
        return aws.iam();
    }

    LocalRegion region(String name) {
        return aws.region(name);
    }

    @Override
    public void close() {
        clients.values().forEach(Clients::close);
    }
}
