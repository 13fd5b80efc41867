package cognitobackup.local.dynamodb;

import cognitobackup.local.http.ForwardingService;
import cognitobackup.local.http.HttpService;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** DynamoDB of one Region. */
public final class DynamoDb implements AutoCloseable {
    private final DynamoDbEngine engine;
    private final ForwardingService forwarding;
    private final ItemWrites writes = new ItemWrites();
    private final RequestUnits requestUnits = new RequestUnits();
    private final HttpService front;

    /** Starts the engine, which takes a second or two, and joins it to the global tables of the other Regions. */
    public DynamoDb(String region, String accountId, GlobalTables globalTables) {
        this.engine = new DynamoDbEngine();
        this.forwarding = new ForwardingService(engine.endpoint());
        this.front = new DynamoDbFront(
                requestUnits.before(forwarding),
                region,
                new Arns(region, accountId),
                new TableKeys(engine.tables()),
                new TableExtras(this::exists),
                writes,
                globalTables);
        globalTables.join(region, engine);
    }

    public HttpService front() {
        return front;
    }

    /** How much of the engine's work AWS would bill. */
    public RequestUnits requestUnits() {
        return requestUnits;
    }

    public ItemWrites writes() {
        return writes;
    }

    /** A client that goes past the Region's gate, even when the Region is lost: for those who judge, not for those judged. */
    public DynamoDbClient behindTheGate() {
        return engine.tables();
    }

    private boolean exists(String table) {
        try {
            engine.tables().describeTable(request -> request.tableName(table));
            return true;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    @Override
    public void close() {
        forwarding.close();
        engine.close();
    }
}
