package cognitobackup.local.dynamodb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Reads one table's stream from its beginning. Not for several threads. */
final class StreamReader {
    private final DynamoDbStreamsClient streams;
    private final String streamArn;
    private final Map<String, String> iterators = new LinkedHashMap<>();
    private final Map<String, String> lastRead = new HashMap<>();
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
            GetRecordsResponse page = read(shard);
            records.addAll(page.records());
            if (!page.records().isEmpty()) {
                Record last = page.records().get(page.records().size() - 1);
                lastRead.put(shard, last.dynamodb().sequenceNumber());
            }
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

    private GetRecordsResponse read(String shard) {
        try {
            return streams.getRecords(request -> request.shardIterator(iterators.get(shard)));
        } catch (TrimmedDataAccessException e) {
            // Nothing is ever trimmed in memory. Tables share one count of records, and where another table was written
            // to before a shard's first record, DynamoDB Local takes the gap for records that are gone.
            iterators.put(shard, iterator(shard));
            return streams.getRecords(request -> request.shardIterator(iterators.get(shard)));
        }
    }

    private String iterator(String shard) {
        String last = lastRead.get(shard);
        return streams.getShardIterator(request -> request.streamArn(streamArn)
                        .shardId(shard)
                        .shardIteratorType(
                                last == null ? ShardIteratorType.TRIM_HORIZON : ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .sequenceNumber(last))
                .shardIterator();
    }

    private boolean openNewShards() {
        boolean opened = false;
        for (Shard shard : streams.describeStream(request -> request.streamArn(streamArn))
                .streamDescription()
                .shards()) {
            if (knownShards.add(shard.shardId())) {
                iterators.put(shard.shardId(), iterator(shard.shardId()));
                opened = true;
            }
        }
        return opened;
    }
}
