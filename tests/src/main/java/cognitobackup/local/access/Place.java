package cognitobackup.local.access;

import cognitobackup.local.iam.AccessRequest;
import cognitobackup.local.iam.Iam;
import java.util.List;
import java.util.stream.Stream;

/** The account and Region in which a call is made. */
record Place(String region, Iam iam) {
    String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + iam.accountId() + ":" + resource;
    }

    /**
     * What is needed of the key of a resource, by whoever uses the resource.
     *
     * @param service the one through which the key is used, as {@code kms:ViaService} names it
     * @param actions of KMS
     */
    List<AccessRequest> useOfKey(String resourceArn, String service, String... actions) {
        return iam.keyOf(resourceArn)
                .map(key -> Stream.of(actions)
                        .map(action -> AccessRequest.of(action, key)
                                .with("kms:ViaService", service + "." + region + ".amazonaws.com"))
                        .toList())
                .orElse(List.of());
    }
}
