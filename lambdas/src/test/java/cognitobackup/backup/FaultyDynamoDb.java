package cognitobackup.backup;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

/** A DynamoDB whose caller dies at a planned write, just before it or just after, and is dead from then on. */
public final class FaultyDynamoDb {
    private static final Set<String> WRITES = Set.of("putItem", "updateItem", "deleteItem", "transactWriteItems");

    /** When the caller dies: before the write is done, or when it has been tried and nobody heard of it. */
    public enum Moment {
        BEFORE,
        AFTER
    }

    /** The caller is dead. An error, so that no code under test handles it. */
    public static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final DynamoDbClient client;
    private long calls;
    private long writes;
    private long queries;
    private int itemsOfAPage = Integer.MAX_VALUE;
    private long deadlyWrite = -1;
    private Moment moment = Moment.BEFORE;
    private boolean dead;
    private Runnable meanwhile = () -> {};
    private long interruptedWrite = -1;

    public FaultyDynamoDb(DynamoDbClient engine) {
        this.client = (DynamoDbClient) Proxy.newProxyInstance(
                FaultyDynamoDb.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> {
                    if (dead) {
                        throw new Death();
                    }
                    calls++;
                    boolean write = WRITES.contains(method.getName());
                    long number = write ? writes++ : -1;
                    if (write && number == interruptedWrite) {
                        interruptedWrite = -1;
                        meanwhile.run();
                    }
                    boolean deadly = write && number == deadlyWrite;
                    if (deadly && moment == Moment.BEFORE) {
                        throw die();
                    }
                    if (method.getName().equals("queryPaginator")) {
                        queries++;
                        arguments[0] = limited((QueryRequest) arguments[0]);
                    }
                    Object answer = invoke(engine, method, arguments);
                    if (deadly) {
                        throw die();
                    }
                    return answer;
                });
    }

    public DynamoDbClient client() {
        return client;
    }

    /** Reads and writes. */
    public long calls() {
        return calls;
    }

    public long writes() {
        return writes;
    }

    /** How many queries were begun, whatever number of pages they had. */
    long queries() {
        return queries;
    }

    /** Pages of queries have no more items than this from now on. */
    void limitPages(int items) {
        itemsOfAPage = items;
    }

    /**
     * Plans a death.
     *
     * @param number which write from now on, 0 being the next
     */
    public void dieAtWrite(long number, Moment when) {
        deadlyWrite = writes + number;
        moment = when;
    }

    /** Lets something happen between what the caller read and its next write. */
    void beforeNextWrite(Runnable happening) {
        interruptedWrite = writes;
        meanwhile = happening;
    }

    public boolean planned() {
        return deadlyWrite >= 0;
    }

    /** Lets the next caller live, and forgets what was planned. */
    public void revive() {
        deadlyWrite = -1;
        dead = false;
    }

    private QueryRequest limited(QueryRequest query) {
        int limit = query.limit() == null ? itemsOfAPage : Math.min(query.limit(), itemsOfAPage);
        return limit == Integer.MAX_VALUE
                ? query
                : query.toBuilder().limit(limit).build();
    }

    private static Object invoke(DynamoDbClient engine, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(engine, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private Death die() {
        deadlyWrite = -1;
        dead = true;
        return new Death();
    }
}
