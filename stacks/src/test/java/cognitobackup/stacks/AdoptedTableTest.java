package cognitobackup.stacks;

import static cognitobackup.stacks.ProgramRun.primaryConfiguration;
import static cognitobackup.stacks.ProgramRun.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stack is pointed at a table that another one left: it registers none, uses that one, and says what it lacks. */
class AdoptedTableTest {
    static final String NAME = "backup-of-old";

    @Test
    void aWholeTableIsUsedAsItIs() {
        var run = run(whole()).succeeded();

        assertThat(run.all("aws:dynamodb/table:Table")).isEmpty();
        assertThat(run.all("aws:dynamodb/tableReplica:TableReplica")).isEmpty();
        assertThat(run.outputs()).containsEntry("tableName", NAME).containsEntry("tableLacks", List.of());
        assertThat(run.rolePolicies().get("cognito-backup-StartExport-policy").toString())
                .contains("table/" + NAME);
    }

    @Test
    void aTableOfItsOwnLacksNothing() {
        assertThat(ProgramRun.of(primaryConfiguration()).succeeded().outputs()).containsEntry("tableLacks", List.of());
    }

    /** As point-in-time recovery leaves it. */
    @Test
    void everythingThatARestoredTableLacksIsNamedWithTheCommandThatMendsIt() {
        var restored = new HashMap<>(whole());
        restored.put("replicas", List.of());
        restored.put("streamEnabled", false);
        restored.put("ttl", Map.of("enabled", false, "attributeName", ""));
        restored.put("pointInTimeRecovery", Map.of("enabled", false, "recoveryPeriodInDays", 0));
        restored.put("deletionProtectionEnabled", false);
        restored.put("tags", Map.of());

        var run = run(restored).succeeded();

        assertThat(run.outputs().get("tableLacks"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .hasSize(6)
                .allMatch(lack -> lack.contains(": aws dynamodb ") && lack.contains("--region eu-central-1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            globalSecondaryIndexes    | the index byIdentity
            replicas                  | a replica in eu-west-1
            tags                      | the tag project
            """)
    void eachThingThatIsMissingIsFound(String without, String named) {
        var table = new HashMap<>(whole());
        table.put(without, without.equals("tags") ? Map.of() : List.of());

        assertThat(run(table).succeeded().outputs().get("tableLacks"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .singleElement()
                .asString()
                .startsWith(named);
    }

    @Test
    void theReplicaIsLookedAtInItsOwnRegion() {
        var table = new HashMap<>(whole());
        table.put("deletionProtectionEnabled", false);

        assertThat(run(table).succeeded().outputs().get("tableLacks"))
                .asInstanceOf(InstanceOfAssertFactories.list(String.class))
                .anyMatch(lack -> lack.contains("deletion protection in eu-central-1"))
                .anyMatch(lack ->
                        lack.contains("deletion protection in eu-west-1") && lack.contains("--region eu-west-1"));
    }

    @Test
    void aTableOfAnotherFormIsRefused() {
        var table = new HashMap<>(whole());
        table.put("hashKey", "id");
        table.put("rangeKey", "type");

        assertThat(run(table).failure())
                .contains("existingTable is '" + NAME + "', whose keys are id and type")
                .contains("retiredTable");
    }

    @Test
    void aTableWithAnotherKeyThanTheConfiguredOneIsRefused() {
        var wanted = "arn:aws:kms:eu-central-1:111122223333:key/wanted";
        var actual = "arn:aws:kms:eu-central-1:111122223333:key/actual";

        assertThat(encrypted(wanted, actual).failure())
                .contains(
                        "tableKey is '" + wanted + "'",
                        "is encrypted with '" + actual + "'",
                        "export into a new table");
        assertThat(encrypted(wanted, "").failure()).contains("is encrypted with a key of DynamoDB");
        assertThat(encrypted(actual, actual)
                        .succeeded()
                        .rolePolicies()
                        .get("cognito-backup-StartExport-policy")
                        .toString())
                .contains(actual);
    }

    private static ProgramRun encrypted(String wanted, String actual) {
        var table = new HashMap<>(whole());
        table.put("serverSideEncryption", Map.of("enabled", true, "kmsKeyArn", actual));
        var configuration = with(
                with(with(primaryConfiguration(), "existingTable", NAME), "tableKey", wanted),
                "replicaKey",
                "arn:aws:kms:eu-west-1:111122223333:key/replica");
        return ProgramRun.of("aws", configuration, table);
    }

    private static ProgramRun run(Map<String, Object> table) {
        return ProgramRun.of("aws", with(primaryConfiguration(), "existingTable", NAME), table);
    }

    /** A table as this program makes it. */
    static Map<String, Object> whole() {
        return Map.ofEntries(
                Map.entry("id", NAME),
                Map.entry("name", NAME),
                Map.entry("arn", "arn:aws:dynamodb:eu-central-1:111122223333:table/" + NAME),
                Map.entry("attributes", List.of()),
                Map.entry("billingMode", "PAY_PER_REQUEST"),
                Map.entry("deletionProtectionEnabled", true),
                Map.entry(
                        "globalSecondaryIndexes",
                        List.of(Map.of(
                                "hashKey",
                                "identity",
                                "name",
                                "byIdentity",
                                "nonKeyAttributes",
                                List.of(),
                                "onDemandThroughputs",
                                List.of(),
                                "projectionType",
                                "KEYS_ONLY",
                                "rangeKey",
                                "",
                                "readCapacity",
                                0,
                                "writeCapacity",
                                0))),
                Map.entry("hashKey", "pk"),
                Map.entry("rangeKey", "sk"),
                Map.entry("localSecondaryIndexes", List.of()),
                Map.entry("onDemandThroughputs", List.of()),
                Map.entry("pointInTimeRecovery", Map.of("enabled", true, "recoveryPeriodInDays", 35)),
                Map.entry("readCapacity", 0),
                Map.entry("writeCapacity", 0),
                Map.entry("replicas", List.of(Map.of("kmsKeyArn", "", "regionName", "eu-west-1"))),
                Map.entry("serverSideEncryption", Map.of("enabled", true, "kmsKeyArn", "")),
                Map.entry("streamArn", ""),
                Map.entry("streamEnabled", true),
                Map.entry("streamLabel", ""),
                Map.entry("streamViewType", "NEW_AND_OLD_IMAGES"),
                Map.entry("tableClass", "STANDARD"),
                Map.entry("tags", Map.of("project", "cognito-user-profiles-export")),
                Map.entry("ttl", Map.of("enabled", true, "attributeName", "expiresAt")));
    }
}
