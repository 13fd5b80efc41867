package cognitobackup.local.access;

import cognitobackup.local.gateway.Call;
import cognitobackup.local.iam.AccessRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Lambda: invoking a function.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html">Actions,
 *     resources, and condition keys for AWS Lambda</a>
 */
final class LambdaActions implements ServiceActions {
    @Override
    public List<AccessRequest> neededBy(Call call, Place place) {
        if (!call.operation().equals("Invoke")) {
            throw ServiceActions.notInTable(call);
        }
        String function =
                URLDecoder.decode(call.request().target().getRawPath().split("/", -1)[3], StandardCharsets.UTF_8);
        return List.of(AccessRequest.of(
                "lambda:InvokeFunction",
                function.startsWith("arn:") ? function : place.arn("lambda", "function:" + function)));
    }
}
