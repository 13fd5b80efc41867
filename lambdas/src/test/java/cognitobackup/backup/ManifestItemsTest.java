package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

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

    @Test
    void whatListedWholeIsInTheItemOnlyWhereItWasAnotherExportAndItsDamageIsNoticed() {
        Manifest manifest = inPartitions("2026-11-15T01:00:00.000Z");

        Item item = ManifestItems.write(manifest);

        assertThat(item.fields().text("listedWhole")).isEqualTo("2026-11-15T01:00:00.000Z");
        assertThat(ManifestItems.read(POOL, item)).isEqualTo(manifest);
        assertThat(manifest.newestListedWhole()).isEqualTo(new RunId("2026-11-15T01:00:00.000Z"));
        assertThat(ManifestItems.write(manifest(Optional.empty())).fields().values())
                .doesNotContainKey("listedWhole");
        assertThat(manifest(Optional.empty()).newestListedWhole()).isEqualTo(EXPORT);
        Item later = with(item, "2026-11-16T01:00:00.000Z");
        assertThatThrownBy(() -> ManifestItems.read(POOL, later)).isInstanceOf(DamagedItemException.class);
    }

    @Test
    void whatListedWholeIsAnExportId() {
        Item item = ManifestItems.write(inPartitions("2026-11-15T01:00:00.000Z"));
        Map<String, AttributeValue> fields = new TreeMap<>(item.fields().values());
        fields.put("listedWhole", AttributeValue.fromS("last week"));
        fields.put("hash", AttributeValue.fromS(ManifestItems.hash(Item.of(item.key(), fields))));

        assertThatThrownBy(() -> ManifestItems.read(POOL, Item.of(item.key(), fields)))
                .isInstanceOf(DamagedItemException.class)
                .hasMessageContaining("listedWhole");
    }

    private static Item with(Item item, String listedWhole) {
        Map<String, AttributeValue> fields = new TreeMap<>(item.fields().values());
        fields.put("listedWhole", AttributeValue.fromS(listedWhole));
        return Item.of(item.key(), fields);
    }

    private static Manifest inPartitions(String listedWhole) {
        return new Manifest(
                POOL,
                EXPORT,
                Instant.parse("2026-11-19T01:03:00Z"),
                Map.of(),
                Map.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new RunId(listedWhole)));
    }

    private static Manifest manifest(Optional<Long> allowedDeletions) {
        Instant readUntil = Instant.parse("2026-11-19T01:03:00Z");
        return new Manifest(
                POOL, EXPORT, readUntil, Map.of(), Map.of(), 0, Optional.empty(), allowedDeletions, Optional.empty());
    }
}
