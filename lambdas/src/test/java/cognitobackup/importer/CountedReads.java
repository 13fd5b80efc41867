package cognitobackup.importer;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.paginators.QueryIterable;

/** A DynamoDB that counts the items that its callers read. */
final class CountedReads {
    private final DynamoDbClient engine;
    private final DynamoDbClient client;
    private long items;

    CountedReads(DynamoDbClient engine) {
        this.engine = engine;
        this.client = (DynamoDbClient) Proxy.newProxyInstance(
                CountedReads.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, arguments) -> call((DynamoDbClient) proxy, method, arguments));
    }

    DynamoDbClient client() {
        return client;
    }

    long items() {
        return items;
    }

    private Object call(DynamoDbClient proxy, Method method, Object[] arguments) throws Throwable {
        // Its pages are to come through here as well.
        if (method.getName().equals("queryPaginator") && arguments[0] instanceof QueryRequest request) {
            return new QueryIterable(proxy, request);
        }
        try {
            Object answer = method.invoke(engine, arguments);
            if (answer instanceof QueryResponse query) {
                items += query.scannedCount();
            } else if (answer instanceof GetItemResponse get) {
                items += get.hasItem() ? 1 : 0;
            } else if (answer instanceof BatchGetItemResponse batch) {
                items += batch.responses().values().stream()
                        .mapToLong(List::size)
                        .sum();
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
