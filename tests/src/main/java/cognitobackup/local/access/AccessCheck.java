package cognitobackup.local.access;

import cognitobackup.local.gateway.AwsService;
import cognitobackup.local.gateway.Call;
import cognitobackup.local.gateway.CallCheck;
import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.JsonProtocol;
import cognitobackup.local.http.ServiceResponse;
import cognitobackup.local.iam.AccessDeniedException;
import cognitobackup.local.iam.Caller;
import cognitobackup.local.iam.Iam;
import java.net.HttpURLConnection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets a call of a Region pass if the policies allow the caller all that it needs. Whoever signs with a key that was not
 * given to a role is the account's administrator, who may do everything, but cannot hand a service a role that does not
 * trust it.
 */
public final class AccessCheck implements CallCheck {
    private final Place place;
    private final RolesOfServices rolesOfServices;
    private final Map<AwsService, ServiceActions> actions = new EnumMap<>(AwsService.class);

    public AccessCheck(String region, Iam iam) {
        this.place = new Place(region, iam);
        this.rolesOfServices = new RolesOfServices(place);
        actions.put(AwsService.COGNITO_IDENTITY_PROVIDER, new CognitoActions());
        actions.put(AwsService.DYNAMODB, new DynamoDbActions());
        for (AwsService operators : Set.of(AwsService.EVENTBRIDGE, AwsService.IAM)) {
            actions.put(operators, (call, any) -> {
                throw ServiceActions.notInTable(call);
            });
        }
        actions.put(AwsService.LAMBDA, new LambdaActions());
        actions.put(AwsService.S3, new S3Actions());
        actions.put(AwsService.SFN, new StepFunctionsActions());
        actions.put(AwsService.SNS, new SnsActions());
        actions.put(AwsService.SQS, new SqsActions());
    }

    @Override
    public Optional<ServiceResponse> refuse(Call call) {
        Optional<Caller> caller = place.iam().callerOf(call.accessKeyId());
        try {
            caller.ifPresent(
                    who -> actions.get(call.service()).neededBy(call, place).forEach(needed -> place.iam()
                            .authorize(who, needed)));
            return rolesOfServices.refuse(call).map(JsonProtocol::error);
        } catch (AccessDeniedException e) {
            return Optional.of(Refusals.of(call.service(), e));
        } catch (AwsError e) {
            return Optional.of(JsonProtocol.error(e));
        }
    }

    /**
     * Of an object that is not there, only who may list the bucket is told so.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject</a>
     */
    @Override
    public ServiceResponse answer(Call call, ServiceResponse response) {
        boolean missing = call.service() == AwsService.S3
                && response.status() == HttpURLConnection.HTTP_NOT_FOUND
                && call.operation().matches("(GET|HEAD) object");
        Optional<Caller> caller = place.iam().callerOf(call.accessKeyId());
        if (!missing || caller.isEmpty()) {
            return response;
        }
        try {
            place.iam().authorize(caller.get(), S3Actions.listing(call));
            return response;
        } catch (AccessDeniedException e) {
            return Refusals.of(call.service(), e);
        }
    }
}
