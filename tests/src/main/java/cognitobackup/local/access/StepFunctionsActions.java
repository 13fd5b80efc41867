package cognitobackup.local.access;

import cognitobackup.local.gateway.Call;
import cognitobackup.local.iam.AccessRequest;
import java.util.List;
import java.util.Map;

/**
 * Step Functions: an action on the execution or on the state machine.
 *
 * @see <a href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html">Actions,
 *     resources, and condition keys for AWS Step Functions</a>
 */
final class StepFunctionsActions implements ServiceActions {
    /** By operation the member that names the resource. */
    private static final Map<String, String> RESOURCES = Map.of(
            "DescribeExecution", "executionArn",
            "GetExecutionHistory", "executionArn",
            "ListExecutions", "stateMachineArn",
            "RedriveExecution", "executionArn",
            "StartExecution", "stateMachineArn",
            "StopExecution", "executionArn");

    @Override
    public List<AccessRequest> neededBy(Call call, Place place) {
        String member = RESOURCES.get(call.operation());
        if (member == null) {
            throw ServiceActions.notInTable(call);
        }
        return List.of(AccessRequest.of(
                "states:" + call.operation(),
                ServiceActions.body(call).path(member).asText()));
    }
}
