package cognitobackup.deployer;

import cognitobackup.local.Clients;
import cognitobackup.local.LocalAws;
import cognitobackup.local.LocalRegion;
import cognitobackup.local.iam.Iam;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.s3.S3Client;

/** The local AWS as the deployer sees it: AWS's own clients where the service speaks AWS's protocol. */
final class Target implements AutoCloseable {
    private final LocalAws aws;
    private final Map<String, Clients> clients = new ConcurrentHashMap<>();
    private final FunctionCode functionCode = new FunctionCode();

    Target(LocalAws aws) {
        this.aws = aws;
    }

    Clients clients(String region) {
        return clients.computeIfAbsent(region, name -> Clients.of(region(name)));
    }

    /** Roles and the policies of resources; AWS's own clients for them would be four more. */
    Iam iam() {
        return aws.iam();
    }

    /** A copy of an object that functions are made of, which stays as it is. */
    Path functionCode(String region, String bucket, String key) {
        try (S3Client s3 = clients(region).s3()) {
            return functionCode.copyOf(s3, bucket, key);
        }
    }

    LocalRegion region(String name) {
        return aws.region(name);
    }

    @Override
    public void close() {
        clients.values().forEach(Clients::close);
        functionCode.close();
    }
}
