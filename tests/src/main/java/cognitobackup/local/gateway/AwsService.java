package cognitobackup.local.gateway;

import java.util.Locale;

/** The services that the local AWS has. The names are those of the variables {@code AWS_ENDPOINT_URL_<name>}. */
public enum AwsService {
    COGNITO_IDENTITY_PROVIDER,
    DYNAMODB,
    EVENTBRIDGE,
    IAM,
    LAMBDA,
    S3,
    SFN,
    SNS,
    SQS;

    /** The variable by which AWS's SDKs and CLI find the endpoint. */
    public String endpointVariable() {
        return "AWS_ENDPOINT_URL_" + name();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
