package cognitobackup.stacks;

import static cognitobackup.stacks.ProgramRun.primaryConfiguration;
import static cognitobackup.stacks.ProgramRun.secondaryConfiguration;
import static cognitobackup.stacks.ProgramRun.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A stack is deployed again with another configuration: what cannot be changed is refused with what to do instead. */
class FixedSettingsTest {
    private static final String KEY = "arn:aws:kms:eu-central-1:111122223333:key/table";
    private static final String REPLICA_KEY = "arn:aws:kms:eu-west-1:111122223333:key/replica";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            secondaryRegion | eu-north-1 | secondaryRegion is 'eu-north-1', but the stack was deployed with 'eu-west-1'. The replica of the stack's table stays where it is.
            namePrefix      | acme       | namePrefix is 'acme', but the stack was deployed with 'cognito-backup'. What is there keeps its name
            aws:region      | eu-south-1 | aws:region is 'eu-south-1', but the stack was deployed with 'eu-central-1'. Nothing of a stack can be moved.
            """)
    void whatCannotBeChangedIsRefusedWithWhatToDoInstead(String key, String value, String message) {
        var changed = with(with(primaryConfiguration(), "userPools", "[{\"id\":\"eu-south-1_A\"}]"), key, value);
        changed.put("userPools", "[{\"id\":\"" + changed.get("aws:region") + "_Source\"}]");

        var refused = ProgramRun.of("aws", changed, Map.of(), deployed(primaryConfiguration()));

        assertThat(refused.failure()).contains(message, "Set it back");
        assertThat(refused.registrations())
                .as("nothing but the question what was deployed")
                .extracting(PretendAws.Registration::type)
                .containsExactly("pulumi:pulumi:StackReference");
    }

    @Test
    void theKeysOfATableAreKept() {
        var keys = with(with(primaryConfiguration(), "tableKey", KEY), "replicaKey", REPLICA_KEY);

        assertThat(again(primaryConfiguration(), keys).failure())
                .contains("tableKey is '" + KEY + "', but the stack was deployed with none.")
                .contains("replicaKey is '" + REPLICA_KEY + "', but the stack was deployed with none.")
                .contains("docs/security.md");
        assertThat(again(keys, primaryConfiguration()).failure())
                .contains("tableKey is none, but the stack was deployed with '" + KEY + "'.");
        again(keys, keys).succeeded();
    }

    @Test
    void aStackKeepsItsRole() {
        var asSecondary = secondaryConfiguration();
        asSecondary.put("aws:region", "eu-central-1");
        // The run is of the stack that is called secondary: what it was deployed as before is another matter.
        assertThat(ProgramRun.of("aws", asSecondary, Map.of(), deployed(primaryConfiguration()))
                        .failure())
                .contains("role is 'secondary', but the stack was deployed with 'primary'. A stack keeps its role");
    }

    @Test
    void anAdoptedTableIsNotExchangedForAnEmptyOne() {
        var adopted = with(primaryConfiguration(), "existingTable", AdoptedTableTest.NAME);

        assertThat(again(adopted, primaryConfiguration()).failure())
                .contains("existingTable is none, but the stack was deployed with '" + AdoptedTableTest.NAME + "'.")
                .contains("without the backups that there are");
        again(adopted, with(primaryConfiguration(), "existingTable", "restored-table"))
                .succeeded();
    }

    @Test
    void whatElseIsThereOfAnAdoptedTableMayBeChangedSinceItIsOnlyLookedAt() {
        var adopted = with(primaryConfiguration(), "existingTable", AdoptedTableTest.NAME);

        again(adopted, with(adopted, "secondaryRegion", "eu-north-1")).succeeded();
    }

    /** Only Pulumi knows whether they have been taken out of its state; it is warned of what it then says. */
    @Test
    void whoTurnsFromWhatIsTheStacksOwnIsWarnedThatItIsProtected() {
        var own = fixed(primaryConfiguration());
        var other = fixed(with(
                with(primaryConfiguration(), "existingTable", AdoptedTableTest.NAME),
                "existingKey",
                "arn:aws:kms:eu-central-1:111122223333:key/other"));

        assertThat(own.warnings(other))
                .hasSize(2)
                .anyMatch(warning -> warning.contains("existingTable") && warning.contains("docs/adopt.md"))
                .anyMatch(warning -> warning.contains("existingKey") && warning.contains("docs/security.md"));
        assertThat(own.warnings(own)).isEmpty();
        assertThat(other.warnings(own)).isEmpty();
        assertThat(new FixedSettings(Map.of()).warnings(other))
                .as("a first deployment")
                .isEmpty();
        again(primaryConfiguration(), with(primaryConfiguration(), "existingTable", AdoptedTableTest.NAME))
                .succeeded();
    }

    @Test
    void whatMayBeChangedIsChanged() {
        var changed = new HashMap<>(primaryConfiguration());
        changed.put("userPools", "[{\"id\":\"eu-central-1_Other\"}]");
        changed.put("tags", "{\"team\":\"identity\"}");
        changed.put("functionTimeoutSeconds", "60");

        again(primaryConfiguration(), changed).succeeded();
        again(secondaryConfiguration(), with(secondaryConfiguration(), "tableKey", REPLICA_KEY))
                .succeeded();
    }

    @Test
    void aStackThatWasDeployedByAVersionThatDidNotSayHowIsNotRefused() {
        ProgramRun.of(
                        "aws",
                        with(primaryConfiguration(), "secondaryRegion", "eu-north-1"),
                        Map.of(),
                        Map.of("region", "eu-central-1"))
                .succeeded();
    }

    @Test
    void anEngineThatDoesNotSayWhichOrganizationItIsAskedForIsNotAskedForTheStack() {
        assertThat(FixedSettings.isOrganizationKnown(Map.of("PULUMI_MONITOR", "127.0.0.1:1")))
                .isFalse();
        assertThat(FixedSettings.isOrganizationKnown(
                        Map.of("PULUMI_MONITOR", "127.0.0.1:1", "PULUMI_ORGANIZATION", "acme")))
                .isTrue();
        assertThat(FixedSettings.isOrganizationKnown(Map.of())).isTrue();
    }

    private static ProgramRun again(Map<String, String> before, Map<String, String> now) {
        return ProgramRun.of("aws", now, AdoptedTableTest.whole(), deployed(before));
    }

    /** The outputs of a deployment. */
    private static Map<String, Object> deployed(Map<String, String> configuration) {
        return ProgramRun.of("aws", configuration, AdoptedTableTest.whole())
                .succeeded()
                .outputs();
    }

    private static FixedSettings fixed(Map<String, String> configuration) {
        return FixedSettings.of(SettingsReader.read("primary", configuration));
    }
}
