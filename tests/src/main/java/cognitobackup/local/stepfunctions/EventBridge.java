package cognitobackup.local.stepfunctions;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * The event <i>Step Functions Execution Status Change</i>.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html">Events of Step
 *     Functions</a>
 */
final class EventBridge {
    private EventBridge() {}

    static ObjectNode event(Surroundings surroundings, String executionArn, ObjectNode detail) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "0");
        event.put("id", UUID.randomUUID().toString());
        event.put("detail-type", "Step Functions Execution Status Change");
        event.put("source", "aws.states");
        event.put("account", surroundings.accountId());
        event.put(
                "time",
                surroundings.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", surroundings.region());
        event.putArray("resources").add(executionArn);
        event.set("detail", detail);
        return event;
    }

    /** Input and output, left out where they would outgrow an event: the output by itself, then the input beside it. */
    static void payloads(ObjectNode detail, String input, String output) {
        int outputBytes = escapedBytes(output);
        boolean outputIncluded = outputBytes <= Limits.EVENT_BYTES;
        boolean inputIncluded = escapedBytes(input) + (outputIncluded ? outputBytes : 0) <= Limits.EVENT_BYTES;
        detail.put("input", inputIncluded ? input : null);
        detail.putObject("inputDetails").put("included", inputIncluded);
        detail.put("output", outputIncluded ? output : null);
        if (output == null) {
            detail.putNull("outputDetails");
        } else {
            detail.putObject("outputDetails").put("included", outputIncluded);
        }
    }

    private static int escapedBytes(String text) {
        return text == null ? 0 : Json.bytes(JsonNodeFactory.instance.textNode(text));
    }
}
