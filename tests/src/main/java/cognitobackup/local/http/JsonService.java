package cognitobackup.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An AWS service that speaks the AWS JSON protocol. */
public interface JsonService {
    /** What stands before the dot in {@code X-Amz-Target}, such as {@code AWSCognitoIdentityProviderService}. */
    String targetPrefix();

    /**
     * Answers one call.
     *
     * @param operation what stands behind the dot in {@code X-Amz-Target}
     * @throws AwsError as the service would answer; an operation that is not built is refused by name
     */
    JsonNode call(String operation, ObjectNode request) throws AwsError;
}
