package cognitobackup.retired;

import cognitobackup.cognito.SourcePool;
import cognitobackup.cognito.SourcePools;
import cognitobackup.cognito.UserPools;
import cognitobackup.function.Deadline;
import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads pools themselves, but those that are configured so from the retired architecture's table. */
@Singleton
final class RetiredPools implements SourcePools {
    private final RetiredTables tables;
    private final DynamoDbClient client;
    private final UserPools pools;
    private final MadeUpConfiguration madeUp = new MadeUpConfiguration();

    RetiredPools(RetiredTables tables, DynamoDbClient client, UserPools pools) {
        this.tables = tables;
        this.client = client;
        this.pools = pools;
    }

    @Override
    public Optional<? extends SourcePool> open(String userPoolId, int sharers, Deadline deadline) {
        Optional<? extends SourcePool> pool = pools.open(userPoolId, sharers, deadline);
        Optional<String> table = tables.of(userPoolId);
        return table.isEmpty()
                ? pool
                : Optional.of(new RetiredPool(userPoolId, new RetiredTable(client, table.get()), pool, madeUp));
    }

    @Override
    public boolean migrates(String userPoolId) {
        return tables.of(userPoolId).isPresent();
    }
}
