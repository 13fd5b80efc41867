package cognitobackup.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** An item that is said to fit is one that DynamoDB takes. */
class ItemSizeTest {
    private static final ItemKey KEY = new ItemKey("p", "s");

    @ParameterizedTest
    @ValueSource(strings = {"x", "€", "😀"})
    void whatFitsIsTakenAndWhatIsFarTooLargeIsNot(String character) {
        int bytes = character.getBytes(StandardCharsets.UTF_8).length;
        try (LocalTable table = new LocalTable()) {
            Map<String, AttributeValue> fits = item(character.repeat(399_900 / bytes));
            Map<String, AttributeValue> tooLarge = item(character.repeat(410_000 / bytes));

            assertThat(ItemSize.fits(fits)).isTrue();
            table.client().putItem(put -> put.tableName(LocalTable.NAME).item(fits));
            assertThat(ItemSize.fits(tooLarge)).isFalse();
            assertThatThrownBy(() -> table.client()
                            .putItem(put -> put.tableName(LocalTable.NAME).item(tooLarge)))
                    .isInstanceOf(DynamoDbException.class);
        }
    }

    @Test
    void whatIsInMapsCounts() {
        assertThat(ItemSize.fits(item("x"))).isTrue();
        assertThat(ItemSize.fits(Map.of(
                        "map", AttributeValue.fromM(Map.of("inner", AttributeValue.fromM(item("x".repeat(400_000))))))))
                .isFalse();
    }

    @Test
    void keysHaveLimitsOfTheirOwn() {
        assertThat(ItemSize.fits(new ItemKey("p".repeat(2048), "s".repeat(1024))))
                .isTrue();
        assertThat(ItemSize.fits(new ItemKey("p".repeat(2049), "s"))).isFalse();
        assertThat(ItemSize.fits(new ItemKey("p", "s".repeat(1025)))).isFalse();
        assertThat(ItemSize.fits(new ItemKey("p", ""))).isFalse();
        assertThat(ItemSize.fits(new ItemKey("p", "\ud83d"))).isFalse();
    }

    private static Map<String, AttributeValue> item(String text) {
        Map<String, AttributeValue> item = new HashMap<>(KEY.attributes());
        item.put("text", AttributeValue.fromS(text));
        return item;
    }
}
