package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestItemsTest {
    private static final String POOL = "eu-west-1_AbCdEf123";
    private static final RunId EXPORT = new RunId("2026-11-19T01:00:00.000Z");

    @Test
    void deletionsThatWereAllowedAreInTheItemOnlyWhereTheyWere() {
        Item item = ManifestItems.write(manifest(Optional.of(363L)));

        assertThat(item.fields().number("allowedDeletions")).isEqualTo(363);
        assertThat(ManifestItems.read(POOL, item)).isEqualTo(manifest(Optional.of(363L)));
        Item withoutAny = ManifestItems.write(manifest(Optional.empty()));
        assertThat(withoutAny.fields().values()).doesNotContainKey("allowedDeletions");
        assertThat(ManifestItems.read(POOL, withoutAny)).isEqualTo(manifest(Optional.empty()));
    }

    private static Manifest manifest(Optional<Long> allowedDeletions) {
        Instant readUntil = Instant.parse("2026-11-19T01:03:00Z");
        return new Manifest(POOL, EXPORT, readUntil, Map.of(), Map.of(), 0, Optional.empty(), allowedDeletions);
    }
}
