package cognitobackup.notify;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.function.FunctionEnvironment;
import cognitobackup.function.FunctionSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifyOfSummaryTest {
    private final RecordingTopic topic = new RecordingTopic();

    @ParameterizedTest
    @CsvSource({
        "all,    EXPORT, COMPLETED,  1",
        "all,    IMPORT, INCOMPLETE, 1",
        "errors, EXPORT, COMPLETED,  0",
        "errors, IMPORT, COMPLETED,  0",
        "errors, IMPORT, INCOMPLETE, 1"
    })
    void whoWantsErrorsOnlyIsToldOfNothingElse(String wanted, String workflow, String outcome, int told) {
        notifier(wanted).notifyOf(workflow, Map.of("outcome", outcome, "failed", 3));

        assertThat(topic.messages).hasSize(told);
    }

    @Test
    void theMessageHasTheSummary() {
        notifier("all").notifyOf("IMPORT", Map.of("outcome", "COMPLETED", "restored", 17, "report", "imports/x.json"));

        assertThat(topic.subjects).containsExactly("Cognito backup: IMPORT COMPLETED");
        assertThat(topic.messages).containsExactly("outcome: COMPLETED\nreport: imports/x.json\nrestored: 17\n");
    }

    private NotifyOfSummary notifier(String wanted) {
        Map<String, Object> environment = FunctionEnvironment.complete();
        environment.put("NOTIFICATIONS", wanted);
        try (var context = FunctionEnvironment.start(environment)) {
            return new NotifyOfSummary(topic, context.getBean(FunctionSettings.class));
        }
    }
}
