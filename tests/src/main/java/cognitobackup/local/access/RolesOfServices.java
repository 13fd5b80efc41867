package cognitobackup.local.access;

import cognitobackup.local.gateway.AwsService;
import cognitobackup.local.gateway.Call;
import cognitobackup.local.http.AwsError;
import cognitobackup.local.iam.AccessDeniedException;
import cognitobackup.local.iam.AccessRequest;
import cognitobackup.local.iam.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** Roles that a call hands to a service: the service must be trusted by them, and find in them what it needs. */
final class RolesOfServices {
    /** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html. */
    private static final List<String> LOG_DELIVERY = List.of(
            "logs:CreateLogDelivery",
            "logs:DeleteLogDelivery",
            "logs:DescribeLogGroups",
            "logs:DescribeResourcePolicies",
            "logs:GetLogDelivery",
            "logs:ListLogDeliveries",
            "logs:PutResourcePolicy",
            "logs:UpdateLogDelivery");

    /** https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool.html. */
    private static final List<String> LOGS_OF_IMPORT_JOBS =
            List.of("logs:CreateLogGroup", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents");

    private final Place place;

    RolesOfServices(Place place) {
        this.place = place;
    }

    /** What the service answers where a role will not do. */
    Optional<AwsError> refuse(Call call) {
        return switch (call.operation()) {
            case "CreateStateMachine", "UpdateStateMachine" ->
                call.service() == AwsService.SFN ? stateMachine(ServiceActions.body(call)) : Optional.empty();
            case "CreateUserImportJob" -> importJob(ServiceActions.body(call));
            default -> Optional.empty();
        };
    }

    private Optional<AwsError> stateMachine(JsonNode request) {
        if (!request.hasNonNull("roleArn")) {
            return Optional.empty();
        }
        Caller stepFunctions;
        try {
            stepFunctions = place.iam()
                    .assume(
                            request.path("roleArn").asText(),
                            "states.amazonaws.com",
                            place.arn(
                                    "states",
                                    "stateMachine:" + request.path("name").asText()),
                            "creation");
        } catch (AccessDeniedException e) {
            return Optional.of(AwsError.badRequest(
                    "AccessDeniedException",
                    "Neither the global service principal states.amazonaws.com, nor the regional one is authorized to"
                            + " assume the provided role."));
        }
        if (request.path("loggingConfiguration").path("level").asText("OFF").equals("OFF")) {
            return Optional.empty();
        }
        try {
            LOG_DELIVERY.forEach(action -> place.iam().authorize(stepFunctions, AccessRequest.of(action, "*")));
            return Optional.empty();
        } catch (AccessDeniedException e) {
            return Optional.of(AwsError.badRequest(
                    "AccessDeniedException",
                    "The state machine IAM Role is not authorized to access the Log Destination: " + e.getMessage()));
        }
    }

    /** What Cognito would say is not documented; that nothing comes of such a job is certain. */
    private Optional<AwsError> importJob(JsonNode request) {
        String pool = request.path("UserPoolId").asText();
        try {
            Caller cognito = place.iam()
                    .assume(
                            request.path("CloudWatchLogsRoleArn").asText(),
                            "cognito-idp.amazonaws.com",
                            place.arn("cognito-idp", "userpool/" + pool),
                            "import-job");
            LOGS_OF_IMPORT_JOBS.forEach(action -> place.iam()
                    .authorize(
                            cognito,
                            AccessRequest.of(
                                    action,
                                    place.arn("logs", "log-group:/aws/cognito/userpools/" + pool + "/import"))));
            return Optional.empty();
        } catch (AccessDeniedException e) {
            return Optional.of(AwsError.badRequest("InvalidParameterException", e.getMessage()));
        }
    }
}
