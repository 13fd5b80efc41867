package cognitobackup.local.access;

import cognitobackup.local.gateway.Call;
import cognitobackup.local.http.ServiceRequest;
import cognitobackup.local.iam.AccessRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * S3: reading, writing and deleting objects, whole or in parts, and listing a bucket. What is put into an encrypted bucket
 * is encrypted by a data key that is made for it, and reading it opens that; the parts of an upload do both.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html">Required
 *     permissions for Amazon S3 API operations</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html">Using server-side
 *     encryption with AWS KMS keys</a>
 */
final class S3Actions implements ServiceActions {
    /** Parameters that change neither what is asked nor of what. */
    private static final Set<String> PLAIN = Set.of(
            "list-type",
            "prefix",
            "delimiter",
            "max-keys",
            "continuation-token",
            "start-after",
            "encoding-type",
            "x-id",
            "fetch-owner");

    private static final Set<String> OF_PARTS = Set.of("uploads", "uploadId", "partNumber");

    @Override
    public List<AccessRequest> neededBy(Call call, Place place) {
        ServiceRequest request = call.request();
        String path = URLDecoder.decode(request.target().getRawPath().replace("+", "%2B"), StandardCharsets.UTF_8)
                .substring(1);
        int slash = path.indexOf('/');
        String bucket = bucketArn(slash < 0 ? path : path.substring(0, slash));
        boolean isObject = slash >= 0 && slash < path.length() - 1;
        Set<String> parameters = parameters(request);
        parameters.removeAll(PLAIN);
        parameters.removeIf(name -> name.startsWith("X-Amz-")); // Of pre-signed URLs.
        boolean inParts = parameters.removeAll(OF_PARTS);
        if (!parameters.isEmpty() || (inParts && !isObject)) {
            throw ServiceActions.notInTable(call);
        }
        if (!isObject) {
            if (request.method().equals("GET") || request.method().equals("HEAD")) {
                return List.of(AccessRequest.of("s3:ListBucket", bucket));
            }
            throw ServiceActions.notInTable(call);
        }
        return ofObject(call, place, bucket, bucket + path.substring(slash), inParts);
    }

    private static List<AccessRequest> ofObject(Call call, Place place, String bucket, String object, boolean inParts) {
        ServiceRequest request = call.request();
        List<AccessRequest> needed = new ArrayList<>();
        switch (request.method() + (inParts ? " part" : "")) {
            case "GET", "HEAD" -> {
                needed.add(AccessRequest.of("s3:GetObject", object));
                needed.addAll(ofKey(place, bucket, "kms:Decrypt"));
            }
            case "PUT" -> {
                if (request.header("x-amz-copy-source").isPresent()) {
                    throw ServiceActions.notInTable(call);
                }
                needed.add(AccessRequest.of("s3:PutObject", object));
                if (request.header("If-Match").isPresent()) {
                    needed.add(AccessRequest.of("s3:GetObject", object));
                }
                needed.addAll(ofKey(place, bucket, "kms:GenerateDataKey"));
            }
            case "POST part", "PUT part" -> {
                needed.add(AccessRequest.of("s3:PutObject", object));
                needed.addAll(ofKey(place, bucket, "kms:GenerateDataKey", "kms:Decrypt"));
            }
            case "DELETE part" -> needed.add(AccessRequest.of("s3:AbortMultipartUpload", object));
            case "DELETE" -> needed.add(AccessRequest.of("s3:DeleteObject", object));
            default -> throw ServiceActions.notInTable(call);
        }
        return needed;
    }

    private static List<AccessRequest> ofKey(Place place, String bucket, String... actions) {
        // The bucket has a key of its own made from it, so the context is the bucket:
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
        return place.useOfKey(bucket, "s3", actions).stream()
                .map(request -> request.with("kms:EncryptionContext:aws:s3:arn", bucket))
                .toList();
    }

    /** What tells whoever may list a bucket that an object is not there; others are told that they may not see it. */
    static AccessRequest listing(Call call) {
        return AccessRequest.of(
                "s3:ListBucket", bucketArn(call.request().target().getPath().split("/", 3)[1]));
    }

    private static String bucketArn(String bucket) {
        return "arn:aws:s3:::" + bucket;
    }

    private static Set<String> parameters(ServiceRequest request) {
        Set<String> names = new HashSet<>();
        String query = request.target().getRawQuery();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                names.add(URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8));
            }
        }
        return names;
    }
}
