package cognitobackup.stacks;

import static cognitobackup.stacks.ProgramRun.primaryConfiguration;
import static cognitobackup.stacks.ProgramRun.secondaryConfiguration;
import static cognitobackup.stacks.ProgramRun.with;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Who may use which key, and which keys can be given. */
class EncryptionTest {
    private static final String GIVEN = "arn:aws:kms:eu-central-1:111122223333:key/given";
    private static final String TABLE_KEY = "arn:aws:kms:eu-central-1:111122223333:key/table";
    private static final String REPLICA_KEY = "arn:aws:kms:eu-west-1:111122223333:key/replica";

    @Test
    void theKeyRotatesAndServicesMayUseItForThisAccountOnly() {
        var key = ProgramRun.of(primaryConfiguration()).succeeded().only("aws:kms/key:Key");

        assertThat(key.inputs()).containsEntry("enableKeyRotation", true).containsEntry("deletionWindowInDays", 30.0);
        var statements =
                JsonParser.parseString(key.text("policy")).getAsJsonObject().getAsJsonArray("Statement");
        assertThat(statements).hasSize(3);
        assertThat(of(statements, "logs.eu-central-1.amazonaws.com").get("Condition"))
                .isEqualTo(JsonParser.parseString("""
                        {"ArnLike": {"kms:EncryptionContext:aws:logs:arn":
                          "arn:aws:logs:eu-central-1:111122223333:log-group:*"}}"""));
        var alarms = of(statements, "cloudwatch.amazonaws.com");
        assertThat(alarms.get("Action"))
                .isEqualTo(JsonParser.parseString("[\"kms:Decrypt\", \"kms:GenerateDataKey*\"]"));
        assertThat(alarms.get("Condition")).isEqualTo(JsonParser.parseString("""
                {"StringEquals": {"aws:SourceAccount": "111122223333"},
                 "ArnLike": {"aws:SourceArn": "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:*"}}"""));
    }

    private static JsonObject of(JsonArray statements, String service) {
        return StreamSupport.stream(statements.spliterator(), false)
                .map(statement -> statement.getAsJsonObject())
                .filter(statement -> statement.get("Principal").toString().contains("\"" + service + "\""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aKeyThatIsThereAlreadyIsUsedInsteadOfOneOfTheStacksOwn() {
        var run = ProgramRun.of(with(primaryConfiguration(), "existingKey", GIVEN))
                .succeeded();

        assertThat(run.all("aws:kms/key:Key")).isEmpty();
        assertThat(run.only("aws:sns/topic:Topic").inputs()).containsEntry("kmsMasterKeyId", GIVEN);
        assertThat(run.rolePolicies().get("cognito-backup-Notify-policy").toString())
                .contains(GIVEN);
    }

    @Test
    void tableAndReplicaHaveKeysOfTheirRegionsAndWhoeverUsesATableMayUseItsKey() {
        var primary = ProgramRun.of(
                        with(with(primaryConfiguration(), "tableKey", TABLE_KEY), "replicaKey", REPLICA_KEY))
                .succeeded();
        var secondary = ProgramRun.of(with(secondaryConfiguration(), "tableKey", REPLICA_KEY))
                .succeeded();

        assertThat(primary.only("aws:dynamodb/table:Table").inputs())
                .containsEntry("serverSideEncryption", Map.of("enabled", true, "kmsKeyArn", TABLE_KEY));
        assertThat(primary.only("aws:dynamodb/tableReplica:TableReplica").inputs())
                .containsEntry("kmsKeyArn", REPLICA_KEY);
        usesKeyWhereItUsesTable(primary, TABLE_KEY);
        usesKeyWhereItUsesTable(secondary, REPLICA_KEY);
    }

    private static void usesKeyWhereItUsesTable(ProgramRun run, String key) {
        assertThat(run.rolePolicies()).isNotEmpty().allSatisfy((name, policy) -> {
            var text = policy.toString();
            assertThat(text.contains(key)).as(name).isEqualTo(text.contains("dynamodb:"));
            assertThat(text.contains("\"kms:ViaService\":\"dynamodb.")).as(name).isEqualTo(text.contains("dynamodb:"));
        });
    }
}
