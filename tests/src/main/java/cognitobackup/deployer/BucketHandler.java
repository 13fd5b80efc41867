package cognitobackup.deployer;

import java.net.HttpURLConnection;
import java.util.Locale;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Buckets of S3. */
final class BucketHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        String name = place.name(
                        registration, Inputs.of(registration).text("bucket").orElse(""), 63)
                .toLowerCase(Locale.ROOT);
        return Outputs.of(name, registration)
                .with("bucket", name)
                .with("arn", arn(name))
                .with("bucketDomainName", name + ".s3.amazonaws.com")
                .with("region", registration.region());
    }

    static String arn(String name) {
        return "arn:aws:s3:::" + name;
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs.of(registration).recorded("bucket", "forceDestroy", "tags").requireAllSeen();
        try (S3Client s3 = target.clients(registration.region()).s3()) {
            s3.createBucket(request -> request.bucket(described.id()));
        } catch (BucketAlreadyOwnedByYouException leftEmptyWithItsStack) {
            // By delete, below.
        }
        return described;
    }

    /** With what is in it: Pulumi would refuse that, and an operator would empty it first. */
    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        try (S3Client s3 = target.clients(registration.region()).s3()) {
            s3.listObjectsV2Paginator(request -> request.bucket(existing.id()))
                    .contents()
                    .forEach(object -> s3.deleteObject(
                            request -> request.bucket(existing.id()).key(object.key())));
            deleteEmpty(s3, existing.id());
        }
        target.iam().deleteResource(arn(existing.id()));
    }

    /** S3Proxy now and then takes a bucket without any object for one that is not empty; such a one stays. */
    private static void deleteEmpty(S3Client s3, String bucket) {
        try {
            s3.deleteBucket(request -> request.bucket(bucket));
        } catch (S3Exception e) {
            boolean empty = s3.listObjectsV2(request -> request.bucket(bucket))
                    .contents()
                    .isEmpty();
            if (!empty || e.statusCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }
}
