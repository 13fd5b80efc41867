package cognitobackup.deployer;

import software.amazon.awssdk.services.s3.S3Client;

/** Versioning of a bucket's objects. */
final class BucketVersioningHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        return Outputs.of(Inputs.of(registration).requiredText("bucket"), registration);
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration).recorded("bucket");
        String status = inputs.object("versioningConfiguration")
                .map(configuration -> configuration.requiredText("status"))
                .orElseThrow(() -> new RefusedResourceException(registration, "versioningConfiguration is required"));
        inputs.requireAllSeen();
        try (S3Client s3 = target.clients(registration.region()).s3()) {
            s3.putBucketVersioning(request -> request.bucket(described.id())
                    .versioningConfiguration(configuration -> configuration.status(status)));
        }
        return described;
    }
}
