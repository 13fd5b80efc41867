package cognitobackup.local.access;

import cognitobackup.local.gateway.Call;
import cognitobackup.local.iam.AccessRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SNS: publishing, which for an encrypted topic makes a data key of its key and opens one.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html">Actions,
 *     resources, and condition keys for Amazon SNS</a>
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html">Permissions for keys</a>
 */
final class SnsActions implements ServiceActions {
    private static final Pattern TOPIC = Pattern.compile("(?:^|&)TopicArn=([^&]*)");

    @Override
    public List<AccessRequest> neededBy(Call call, Place place) {
        if (!call.operation().equals("Publish")) {
            throw ServiceActions.notInTable(call);
        }
        Matcher found = TOPIC.matcher(call.request().bodyText());
        String topic = found.find() ? URLDecoder.decode(found.group(1), StandardCharsets.UTF_8) : "*";
        List<AccessRequest> needed = new ArrayList<>();
        needed.add(AccessRequest.of("sns:Publish", topic));
        needed.addAll(place.useOfKey(topic, "sns", "kms:GenerateDataKey", "kms:Decrypt"));
        return needed;
    }
}
