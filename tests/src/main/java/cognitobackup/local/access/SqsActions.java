package cognitobackup.local.access;

import cognitobackup.local.gateway.Call;
import cognitobackup.local.iam.AccessRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * SQS: an action on the queue; a batch is the action of its entries. Who sends to an encrypted queue makes a data key of
 * its key, and who sends or receives opens one.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html">Actions,
 *     resources, and condition keys for Amazon SQS</a>
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html">
 *     Permissions for keys</a>
 */
final class SqsActions implements ServiceActions {
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("ChangeMessageVisibility", "ChangeMessageVisibility"),
            Map.entry("ChangeMessageVisibilityBatch", "ChangeMessageVisibility"),
            Map.entry("DeleteMessage", "DeleteMessage"),
            Map.entry("DeleteMessageBatch", "DeleteMessage"),
            Map.entry("GetQueueAttributes", "GetQueueAttributes"),
            Map.entry("GetQueueUrl", "GetQueueUrl"),
            Map.entry("PurgeQueue", "PurgeQueue"),
            Map.entry("ReceiveMessage", "ReceiveMessage"),
            Map.entry("SendMessage", "SendMessage"),
            Map.entry("SendMessageBatch", "SendMessage"));

    @Override
    public List<AccessRequest> neededBy(Call call, Place place) {
        String action = ACTIONS.get(call.operation());
        if (action == null) {
            throw ServiceActions.notInTable(call);
        }
        var body = ServiceActions.body(call);
        String url = body.path("QueueUrl").asText();
        String name = url.isEmpty() ? body.path("QueueName").asText() : url.substring(url.lastIndexOf('/') + 1);
        String queue = place.arn("sqs", name);
        List<AccessRequest> needed = new ArrayList<>();
        needed.add(AccessRequest.of("sqs:" + action, queue));
        if (action.equals("SendMessage")) {
            needed.addAll(place.useOfKey(queue, "sqs", "kms:GenerateDataKey", "kms:Decrypt"));
        }
        if (action.equals("ReceiveMessage")) {
            needed.addAll(place.useOfKey(queue, "sqs", "kms:Decrypt"));
        }
        return needed;
    }
}
