package cognitobackup.deployer;

import java.util.Locale;
import software.amazon.awssdk.services.s3.S3Client;

/** Buckets of S3. */
final class BucketHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        String name = place.name(
                        registration, Inputs.of(registration).text("bucket").orElse(""), 63)
                .toLowerCase(Locale.ROOT);
        return Outputs.of(name, registration)
                .with("bucket", name)
                .with("arn", "arn:aws:s3:::" + name)
                .with("bucketDomainName", name + ".s3.amazonaws.com")
                .with("region", registration.region());
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs.of(registration).recorded("bucket", "forceDestroy", "tags").requireAllSeen();
        try (S3Client s3 = target.clients(registration.region()).s3()) {
            s3.createBucket(request -> request.bucket(described.id()));
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
            s3.deleteBucket(request -> request.bucket(existing.id()));
        }
    }
}
