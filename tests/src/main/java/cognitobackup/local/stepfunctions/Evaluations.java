package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What is asked of evaluated fields in more than one type of state. */
final class Evaluations {
    private Evaluations() {}

    /** @throws StateFailure if a payload outgrows what a state may pass on */
    static void limit(JsonNode payload, String state) {
        if (Json.bytes(payload) > Limits.PAYLOAD_BYTES) {
            throw StateFailure.dataLimitExceeded(state);
        }
    }

    /** The whole number that a field says, or empty for a field that is not there. */
    static Optional<Long> whole(Template template, Evaluation evaluation, String field, long least) {
        if (template == null) {
            return Optional.empty();
        }
        JsonNode value = template.evaluate(evaluation, field);
        if (!value.isIntegralNumber() || value.longValue() < least || value.longValue() > Limits.COUNT) {
            throw evaluation.failure(
                    "The field '" + field + "' is no whole number from " + least + " to " + Limits.COUNT + ".", field);
        }
        return Optional.of(value.longValue());
    }
}
