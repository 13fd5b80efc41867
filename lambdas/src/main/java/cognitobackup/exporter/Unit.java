package cognitobackup.exporter;

import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * What one worker reconciles: the users and memberships of a shard, or the groups and the configuration.
 *
 * @param digit the shard
 * @param sharers how many workers share the request budget
 */
@Serdeable
public record Unit(String digit, int sharers) {
    Shard shard() {
        return new Shard(digit);
    }

    /** The kinds of record in this unit. */
    List<RecordKind> kinds() {
        return shard().equals(Shard.UNSHARDED)
                ? List.of(RecordKind.GROUP, RecordKind.CONFIGURATION)
                : List.of(RecordKind.USER, RecordKind.MEMBERSHIP);
    }
}
