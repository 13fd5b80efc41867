package cognitobackup.exporter;

import cognitobackup.pool.KeyHash;
import io.micronaut.serde.annotation.Serdeable;

/**
 * A share of the groups whose members one worker lists.
 *
 * @param share which share, from 0
 * @param of how many shares there are, which is how many workers share the request budget
 */
@Serdeable
public record MemberList(int share, int of) {
    boolean has(KeyHash group) {
        return Math.floorMod(Integer.parseUnsignedInt(group.hex().substring(0, 8), 16), of) == share;
    }
}
