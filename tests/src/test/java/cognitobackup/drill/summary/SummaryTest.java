package cognitobackup.drill.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.drill.judge.Difference;
import cognitobackup.drill.judge.Reason;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SummaryTest {
    private static final Difference EXPLAINED =
            new Difference("anna", "User.sub", Optional.of("old"), Optional.of("new"), Optional.of(Reason.NEW_SUB));
    private static final Difference FAULT =
            new Difference("ann\na", "Membership.admins", Optional.of("present"), Optional.empty(), Optional.empty());

    private final ExportFigures exported =
            new ExportFigures("2026-11-21T23:22:05.120Z", 1000, 20, 1500, 2520, 0, 0, 60, 2.5);
    private final ImportFigures imported =
            new ImportFigures("2026-11-21T23:23:05.120Z", 1000, 975, 0, 25, 20, 1450, 4000, 12.5);

    @Test
    void theJsonHasExactlyTheDocumentedMembers() {
        JsonNode json = summary(List.of(), List.of(EXPLAINED)).toJson();

        assertThat(names(json)).containsExactly("scenario", "passed", "export", "import", "differences");
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
        Summary summary = summary(List.of(), List.of(EXPLAINED, FAULT));

        assertThat(summary.passed()).isFalse();
        assertThat(summary.toJson().at("/differences/1/reason").isNull()).isTrue();
        assertThat(SummaryText.of(summary))
                .contains("\"ann\\u000aa\" \"Membership.admins\": was \"present\", is absent")
                .endsWith("FAILED");
    }

    @Test
    void anyOtherFaultFailsTheRehearsal() {
        Summary summary = summary(List.of("somebody called the lost Region"), List.of());

        assertThat(summary.passed()).isFalse();
        assertThat(SummaryText.of(summary)).contains("somebody called the lost Region");
    }

    @Test
    void whatNeverCompletedIsNullAndFails() {
        Summary summary = new Summary("region-loss", List.of(), Optional.of(exported), Optional.empty(), List.of());

        assertThat(summary.passed()).isFalse();
        assertThat(summary.toJson().get("import").isNull()).isTrue();
    }

    @Test
    void theTextCountsDifferencesByReason() {
        assertThat(SummaryText.of(summary(List.of(), List.of(EXPLAINED, EXPLAINED))))
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

    private Summary summary(List<String> faults, List<Difference> differences) {
        return new Summary("region-loss", faults, Optional.of(exported), Optional.of(imported), differences);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
