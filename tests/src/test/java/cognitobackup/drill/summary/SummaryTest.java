package cognitobackup.drill.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.drill.judge.Difference;
import cognitobackup.drill.judge.Reason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Difference EXPLAINED =
            new Difference("anna", "User.sub", Optional.of("old"), Optional.of("new"), Optional.of(Reason.NEW_SUB));
    private static final Difference FAULT =
            new Difference("ann\na", "Membership.admins", Optional.of("present"), Optional.empty(), Optional.empty());

    private static final Proof HOLDS = Proof.equal("users restored", 5, 5);

    private static final Map<String, String> LEFT_OUT = Map.of("calls of functions", "they run elsewhere");

    private final ExportFigures exported =
            new ExportFigures("2026-11-21T23:22:05.120Z", 1000, 20, 1500, 2520, 0, 0, 60, 2.5);
    private final ImportFigures imported =
            new ImportFigures("2026-11-21T23:23:05.120Z", 1000, 975, 0, 25, 20, 1450, 4000, 12.5);

    @Test
    void theJsonHasExactlyTheDocumentedMembers() {
        JsonNode json = summary(List.of(HOLDS), List.of(EXPLAINED)).toJson();

        assertThat(names(json))
                .containsExactly(
                        "scenario",
                        "passed",
                        "seconds",
                        "proofs",
                        "leftOut",
                        "export",
                        "import",
                        "exports",
                        "imports",
                        "figures",
                        "differences");
        assertThat(names(json.at("/proofs/0"))).containsExactly("what", "expected", "found", "holds");
        assertThat(json.at("/leftOut/calls of functions").textValue()).isEqualTo("they run elsewhere");
        assertThat(json.at("/exports/0")).isEqualTo(json.get("export"));
        assertThat(json.at("/imports/0")).isEqualTo(json.get("import"));
        assertThat(json.at("/figures/calls").longValue()).isEqualTo(7);
        assertThat(names(json.get("export")))
                .containsExactly(
                        "exportId",
                        "users",
                        "groups",
                        "memberships",
                        "created",
                        "updated",
                        "deleted",
                        "apiCalls",
                        "seconds");
        assertThat(names(json.get("import")))
                .containsExactly(
                        "importId",
                        "planned",
                        "restored",
                        "failed",
                        "skipped",
                        "groups",
                        "memberships",
                        "apiCalls",
                        "seconds");
        assertThat(names(json.get("differences").get(0)))
                .containsExactly("identity", "field", "expected", "actual", "reason");
        assertThat(json.get("passed").booleanValue()).isTrue();
        assertThat(json.at("/differences/0/reason").textValue()).isEqualTo("NEW_SUB");
    }

    @Test
    void aDifferenceWithoutAReasonFailsTheRehearsal() {
        Summary summary = summary(List.of(HOLDS), List.of(EXPLAINED, FAULT));

        assertThat(summary.passed()).isFalse();
        assertThat(summary.toJson().at("/differences/1/reason").isNull()).isTrue();
        assertThat(SummaryText.of(summary))
                .contains("\"ann\\u000aa\" \"Membership.admins\": was \"present\", is absent")
                .endsWith("FAILED");
    }

    @Test
    void aProofThatDoesNotHoldFailsTheRehearsal() {
        Summary summary = summary(List.of(HOLDS, Proof.equal("calls of the lost Region", 0, 3)), List.of());

        assertThat(summary.passed()).isFalse();
        assertThat(SummaryText.of(summary))
                .contains("ok      users restored: expected 5, found 5")
                .contains("FAULT   calls of the lost Region: expected 0, found 3")
                .endsWith("FAILED");
    }

    @Test
    void aRehearsalThatShowsNothingFails() {
        assertThat(summary(List.of(), List.of()).passed()).isFalse();
    }

    @Test
    void whatCouldNotBeShownIsNoProof() {
        assertThat(SummaryText.of(summary(List.of(HOLDS), List.of())))
                .contains("-       calls of functions: left out, since they run elsewhere")
                .doesNotContain("ok      calls of functions")
                .endsWith("PASSED");
        assertThat(summary(List.of(), List.of()).passed()).isFalse();
    }

    @Test
    void whatNeverCompletedIsNull() {
        Summary summary = new Summary(
                "region-loss", List.of(HOLDS), Map.of(), List.of(exported), List.of(), Map.of(), List.of(), 12.5);

        assertThat(summary.toJson().get("import").isNull()).isTrue();
        assertThat(summary.toJson().get("imports")).isEmpty();
    }

    @Test
    void severalRehearsalsPassIfEachDoes() {
        Summary good = summary(List.of(HOLDS), List.of(EXPLAINED));
        Summary bad = summary(List.of(HOLDS), List.of(FAULT));

        assertThat(SummaryText.of(List.of(good, good)))
                .contains("1 of  1 proofs hold")
                .endsWith("PASSED");
        assertThat(SummaryText.of(List.of(good, bad)))
                .contains("FAILED  region-loss")
                .endsWith("FAILED");
        JsonNode json = Summary.toJson(List.of(good, bad));
        assertThat(names(json)).containsExactly("scenario", "passed", "scenarios");
        assertThat(json.get("passed").booleanValue()).isFalse();
        assertThat(json.get("scenarios")).hasSize(2);
    }

    @Test
    void theTextCountsDifferencesByReason() {
        assertThat(SummaryText.of(summary(List.of(HOLDS), List.of(EXPLAINED, EXPLAINED))))
                .contains("Restored  975 of 1,000 users", "2  NEW_SUB", "Differences that should not be: none")
                .endsWith("PASSED");
    }

    @Test
    void figuresAreReadFromTheWorkflowsOutput() throws Exception {
        JsonNode output = new ObjectMapper()
                .readTree("{\"outcome\":\"COMPLETED\",\"exportId\":\"e\",\"users\":1,\"groups\":2,\"memberships\":3,"
                        + "\"created\":4,\"updated\":5,\"deleted\":6,\"apiCalls\":7,\"seconds\":8.5}");

        assertThat(ExportFigures.of(output)).isEqualTo(new ExportFigures("e", 1, 2, 3, 4, 5, 6, 7, 8.5));
        assertThatThrownBy(() -> ImportFigures.of(output)).hasMessageContaining("importId");
    }

    private Summary summary(List<Proof> proofs, List<Difference> differences) {
        return new Summary(
                "region-loss",
                proofs,
                LEFT_OUT,
                List.of(exported),
                List.of(imported),
                Map.of("calls", 7L),
                differences,
                12.5);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
