package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.function.RefusedException;
import cognitobackup.pool.PoolSettings.Attribute;
import cognitobackup.pool.User;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Targets whose schema is not the source's. */
class TargetSchemaTest {
    private static final String TARGET = "eu-west-1_Target1";
    private static final String IGNORING = "{\"targetUserPoolId\":\"" + TARGET + "\",\"ignoreMissingAttributes\":true}";

    private final ImportBench bench = new ImportBench();
    private InMemoryUserPool target;

    @BeforeEach
    void makeTarget() {
        target = bench.target(TARGET);
        bench.source.putAttribute("custom:level", new Attribute("String", false, true));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private WriteReport.Summary run(String input) {
        ImportRun run = bench.start(input);
        try {
            return bench.finish(run);
        } catch (RefusedException e) {
            bench.release(run);
            throw e;
        }
    }

    private User user(String username) {
        return target.getUser(username).orElseThrow();
    }

    private List<Finding> ofUsers(WriteReport.Summary summary) {
        return bench.findings(summary).stream().filter(Finding::ofUser).toList();
    }

    @Test
    void whatTheSchemaLacksIsRefusedOrLeftOutAndListed() {
        bench.source.addUser("ann", Map.of("name", "Ann", "custom:level", "7"));
        bench.source.addUser("bob", Map.of("name", "Bob"));
        bench.export();

        assertThatThrownBy(() -> run(ImportBench.inputFor(TARGET)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("lacks attributes that users of the source have: custom:level")
                .hasMessageContaining("ignoreMissingAttributes");
        WriteReport.Summary summary = run(IGNORING);

        assertThat(summary.users()).isEqualTo(new Counts(2, 0, 0));
        assertThat(user("ann").attributes()).containsOnlyKeys("name");
        assertThat(ofUsers(summary)).singleElement().satisfies(finding -> {
            assertThat(finding.username()).isEqualTo("ann");
            assertThat(finding.outcome()).isEqualTo(Outcome.RESTORED);
            assertThat(finding.notes()).containsExactly("the target cannot hold its custom:level");
        });
        assertThat(bench.bucket.text(summary.report()))
                .contains("\"leftOutAttributes\":[\"custom:level\"]")
                .contains("\"notes\":{\"ATTRIBUTES_LEFT_OUT\":1}");
    }

    @Test
    void aValueThatTheTargetTurnsOutToRefuseIsLeftOutAndListed() {
        bench.source.addUser("ann", Map.of("name", "Ann", "custom:level", "\uD83D\uDE00\uD83D\uDE00"));
        bench.export();
        target.putAttribute(
                "custom:level",
                new Attribute("String", false, true, Optional.empty(), Optional.of(BigDecimal.valueOf(3))));

        WriteReport.Summary summary = run(ImportBench.inputFor(TARGET));

        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(user("ann").attributes()).containsOnlyKeys("name");
        assertThat(ofUsers(summary)).singleElement().satisfies(finding -> assertThat(finding.notes())
                .containsExactly("the target cannot hold its custom:level"));
    }

    @Test
    void whoWasThereBeforeIsListedWithWhatTheSchemaLacksToo() {
        bench.source.addUser("ann", Map.of("name", "Ann", "custom:level", "7"));
        bench.export();
        run(IGNORING);

        WriteReport.Summary summary =
                run(IGNORING.replace("}", ",\"mode\":\"MERGE\",\"trustExistingIdentities\":true}"));

        assertThat(ofUsers(summary)).singleElement().satisfies(finding -> {
            assertThat(finding.outcome()).isEqualTo(Outcome.SKIPPED);
            assertThat(finding.notes()).containsExactly("the target cannot hold its custom:level");
        });
    }

    @Test
    void anAttributeWithoutAValueIsLeftOutWhereTheSchemaWantsOne() {
        bench.source.putAttribute("custom:since", new Attribute("String", false, true));
        target.putAttribute("custom:level", new Attribute("Number", false, true));
        target.putAttribute(
                "custom:since",
                new Attribute("String", false, true, Optional.of(BigDecimal.ONE), Optional.of(BigDecimal.TEN)));
        bench.source.addUser("ann", Map.of("name", "", "custom:level", "", "custom:since", ""));
        bench.export();

        assertThat(run(ImportBench.inputFor(TARGET)).users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(user("ann").attributes()).containsOnlyKeys("name");
    }

    @Test
    void valuesThatTheSchemaDoesNotTakeAreRefusedOrLeftOutAndListed() {
        target.putAttribute(
                "custom:level",
                new Attribute("Number", false, true, Optional.of(BigDecimal.ONE), Optional.of(BigDecimal.TEN)));
        bench.source.addUser("ann", Map.of("custom:level", "7"));
        bench.source.addUser("bob", Map.of("custom:level", "11"));
        bench.source.addUser("cid", Map.of("custom:level", "seven"));
        bench.export();

        assertThatThrownBy(() -> run(ImportBench.inputFor(TARGET)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("does not take values that users of the source have in: custom:level.")
                .hasMessageNotContaining("seven");
        WriteReport.Summary summary = run(IGNORING);

        assertThat(summary.users()).isEqualTo(new Counts(3, 0, 0));
        assertThat(user("ann").attributes()).containsEntry("custom:level", "7");
        assertThat(user("bob").attributes()).isEmpty();
        assertThat(user("cid").attributes()).isEmpty();
        assertThat(ofUsers(summary)).extracting(Finding::username).containsExactlyInAnyOrder("bob", "cid");
    }

    @Test
    void usersWhoLackWhatTheTargetRequiresAreCreatedWhereItCanFollow() {
        target.putAttribute("name", new Attribute("String", true, true));
        bench.source.addUser("ann", Map.of());
        bench.export();

        WriteReport.Summary summary = run(ImportBench.inputFor(TARGET));

        assertThat(summary.users()).isEqualTo(new Counts(1, 0, 0));
        assertThat(user("ann").status()).isEqualTo("CONFIRMED");
    }

    @Test
    void usersWhoLackWhatCannotFollowAreReportedWithoutBeingTried() {
        target.putAttribute("name", new Attribute("String", true, false));
        bench.source.addUser("ann", Map.of());
        bench.source.addUser("bob", Map.of("name", "Bob"));
        bench.export();

        WriteReport.Summary summary = run(ImportBench.inputFor(TARGET));

        assertThat(summary.users()).isEqualTo(new Counts(1, 1, 0));
        assertThat(ofUsers(summary))
                .extracting(Finding::reason)
                .containsExactly("lacks attributes that the target requires: name");
        assertThat(target.apiCalls()).containsEntry("AdminCreateUser", 1L);
    }
}
