package cognitobackup.local.access;

import cognitobackup.local.gateway.AwsService;
import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.JsonProtocol;
import cognitobackup.local.http.ServiceResponse;
import cognitobackup.local.iam.AccessDeniedException;
import java.nio.charset.StandardCharsets;

/**
 * How each service says that something is not allowed.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html">SQS</a>
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">SNS</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3</a>
 */
final class Refusals {
    private Refusals() {}

    static ServiceResponse of(AwsService service, AccessDeniedException denial) {
        boolean ofKey = denial.request().action().startsWith("kms:");
        return switch (service) {
            case S3 -> xml(403, "<Error>" + codeAndMessage("AccessDenied", denial) + "</Error>");
            case SNS ->
                xml(
                        ofKey ? 400 : 403,
                        "<ErrorResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><Error><Type>Sender</Type>"
                                + codeAndMessage(ofKey ? "KMSAccessDenied" : "AuthorizationError", denial)
                                + "</Error></ErrorResponse>");
            case SQS ->
                ofKey
                        ? sqs(new AwsError(400, "KmsAccessDenied", denial.getMessage()), "KMS.AccessDeniedException")
                        : sqs(new AwsError(403, "AccessDeniedException", denial.getMessage()), "AccessDenied");
            case LAMBDA -> JsonProtocol.error(new AwsError(403, "AccessDeniedException", denial.getMessage()));
            default -> JsonProtocol.error(AwsError.badRequest("AccessDeniedException", denial.getMessage()));
        };
    }

    /** With the code that the older protocol of SQS had for it, as clients expect. */
    private static ServiceResponse sqs(AwsError error, String olderCode) {
        ServiceResponse response = JsonProtocol.error(error);
        response.headers().set("x-amzn-query-error", olderCode + ";Sender");
        return response;
    }

    private static String codeAndMessage(String code, AccessDeniedException denial) {
        String message =
                denial.getMessage().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<Code>" + code + "</Code><Message>" + message + "</Message>";
    }

    private static ServiceResponse xml(int status, String body) {
        return ServiceResponse.of(
                status,
                "application/xml",
                ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + body).getBytes(StandardCharsets.UTF_8));
    }
}
