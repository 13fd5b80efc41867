package cognitobackup.local.dynamodb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * Reads one table's stream from its beginning. Not for several threads.
 *
 * <p>Not from its end: in DynamoDB Local an iterator that begins at the end of an empty shard breaks at the first record.
 */
final class StreamReader {
    private final DynamoDbStreamsClient streams;
    private final String streamArn;
    private final Map<String, String> iterators = new LinkedHashMap<>();
    private final Set<String> knownShards = new HashSet<>();

    StreamReader(DynamoDbStreamsClient streams, String streamArn) {
        this.streams = streams;
        this.streamArn = streamArn;
        openNewShards();
    }

    /** All records since the last call; of one item they come in the order of the writes. */
    List<Record> drain() {
        List<Record> records = new ArrayList<>();
        boolean shardEnded;
        do {
            shardEnded = false;
            for (String shard : List.copyOf(iterators.keySet())) {
                shardEnded |= !drain(shard, records);
            }
            if (shardEnded || iterators.isEmpty()) {
                shardEnded |= openNewShards();
            }
        } while (shardEnded);
        return records;
    }

    /** False if the shard has ended. */
    private boolean drain(String shard, List<Record> records) {
        while (true) {
            String iterator = iterators.get(shard);
            GetRecordsResponse page = streams.getRecords(request -> request.shardIterator(iterator));
            records.addAll(page.records());
            if (page.nextShardIterator() == null) {
                iterators.remove(shard);
                return false;
            }
            iterators.put(shard, page.nextShardIterator());
            if (page.records().isEmpty()) {
                return true;
            }
        }
    }

    private boolean openNewShards() {
        boolean opened = false;
        for (Shard shard : streams.describeStream(request -> request.streamArn(streamArn))
                .streamDescription()
                .shards()) {
            if (knownShards.add(shard.shardId())) {
                iterators.put(
                        shard.shardId(),
                        streams.getShardIterator(request -> request.streamArn(streamArn)
                                        .shardId(shard.shardId())
                                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                                .shardIterator());
                opened = true;
            }
        }
        return opened;
    }
}
