package cognitobackup.local.dynamodb;

import cognitobackup.local.http.HttpService;
import cognitobackup.local.http.ServiceRequest;
import cognitobackup.local.http.ServiceResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * The request units that AWS would bill for what callers ask of the tables, as DynamoDB Local says them. It says nothing of
 * a write whose condition does not hold, which AWS bills by the item's size: that is taken for as large as its request.
 * Counts only once {@link #begin} was called, since every request and answer has to be read for it.
 *
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">Read and
 *     write operations</a>
 */
public final class RequestUnits {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> READS = Set.of("GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems");
    private static final Set<String> WRITES =
            Set.of("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems");
    private static final String ASKED = "ReturnConsumedCapacity";
    private static final String ANSWERED = "ConsumedCapacity";
    private static final int WRITE_BYTES = 1024;

    private final LongAdder halfReads = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final LongAdder indexWrites = new LongAdder();
    private volatile boolean counting;

    /** From now on it counts. */
    public void begin() {
        counting = true;
    }

    /** Read request units of table and indexes; an eventually consistent read of up to 4 KB is half a unit. */
    public double reads() {
        return halfReads.sum() / 2.0;
    }

    /** Write request units of the table. */
    public long writes() {
        return writes.sum();
    }

    /** Write request units of its indexes. */
    public long indexWrites() {
        return indexWrites.sum();
    }

    HttpService before(HttpService engine) {
        return request -> {
            String target = request.header("X-Amz-Target").orElse("");
            String operation = target.substring(target.lastIndexOf('.') + 1);
            boolean reads = READS.contains(operation);
            if (!counting || !(reads || WRITES.contains(operation))) {
                return engine.answer(request);
            }
            return counted(engine, request, reads);
        };
    }

    private ServiceResponse counted(HttpService engine, ServiceRequest request, boolean reads) throws IOException {
        ObjectNode body = (ObjectNode) JSON.readTree(request.body());
        boolean askedFor = body.has(ASKED);
        ServiceResponse response =
                engine.answer(request.withBody(JSON.writeValueAsBytes(askedFor ? body : body.put(ASKED, "INDEXES"))));
        if (!response.succeeded()) {
            if (!reads && response.status() == 400) {
                writes.add((request.body().length + WRITE_BYTES - 1) / WRITE_BYTES);
            }
            return response;
        }
        ObjectNode answer = (ObjectNode) JSON.readTree(response.body());
        JsonNode consumed = answer.path(ANSWERED);
        if (consumed.isArray()) {
            consumed.forEach(each -> add(each, reads));
        } else {
            add(consumed, reads);
        }
        if (askedFor) {
            return response;
        }
        answer.remove(ANSWERED);
        return ServiceResponse.of(response.status(), "application/x-amz-json-1.0", JSON.writeValueAsBytes(answer));
    }

    private void add(JsonNode consumed, boolean reads) {
        double total = consumed.path("CapacityUnits").asDouble();
        if (reads) {
            halfReads.add(Math.round(2 * total));
            return;
        }
        double ofIndexes = 0;
        for (JsonNode index : consumed.path("GlobalSecondaryIndexes")) {
            ofIndexes += index.path("CapacityUnits").asDouble();
        }
        indexWrites.add(Math.round(ofIndexes));
        writes.add(Math.round(total - ofIndexes));
    }
}
