package cognitobackup.local.gateway;

import cognitobackup.local.http.ServiceRequest;

/**
 * One request to a service of a Region.
 *
 * @param operation the name of the operation, such as {@code PutItem}; for S3 the method and what it is about, such as
 *     {@code PUT object}
 * @param accessKeyId who signed it, or empty
 */
public record Call(String region, AwsService service, String operation, String accessKeyId, ServiceRequest request) {
    static Call of(String region, AwsService service, ServiceRequest request) {
        return new Call(
                region,
                service,
                Operations.nameOf(service, request),
                request.accessKeyId().orElse(""),
                request);
    }

    /** Without the request: its body may hold personal data. */
    @Override
    public String toString() {
        return operation + " of " + service + " in " + region;
    }
}
