package cognitobackup.deployer;

import com.pulumi.asset.AssetOrArchive;
import com.pulumi.asset.FileAsset;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Objects of buckets, out of files. Another bucket or key is another object, which takes the place of the one before. */
final class BucketObjectHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        Inputs inputs = Inputs.of(registration);
        return Outputs.of(inputs.requiredText("key"), registration).without("source");
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration);
        String bucket = inputs.requiredText("bucket");
        Path file = file(registration, inputs);
        String type = inputs.text("contentType").orElse("application/octet-stream");
        inputs.recorded("key", "kmsKeyId", "tags").requireAllSeen();
        try (S3Client s3 = target.clients(registration.region()).s3()) {
            s3.putObject(
                    request -> request.bucket(bucket).key(described.id()).contentType(type),
                    RequestBody.fromFile(file));
        }
        return described;
    }

    private static Path file(Registration registration, Inputs inputs) {
        if (!(inputs.any("source").orElse(null) instanceof FileAsset asset)) {
            throw new RefusedResourceException(registration, "source must be a file");
        }
        Path file = Path.of(
                String.valueOf(AssetOrArchive.AssetOrArchiveInternal.from(asset).getValue()));
        if (!Files.isRegularFile(file)) {
            throw new RefusedResourceException(registration, "there is no file " + file.toAbsolutePath());
        }
        return file;
    }

    @Override
    public boolean isReplacedBy(Registration before, Registration after) {
        return !before.inputs().get("bucket").equals(after.inputs().get("bucket"))
                || !before.inputs().get("key").equals(after.inputs().get("key"));
    }

    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        return create(registration, described, target);
    }

    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        try (S3Client s3 = target.clients(registration.region()).s3()) {
            String bucket = Inputs.of(registration).requiredText("bucket");
            s3.deleteObject(request -> request.bucket(bucket).key(existing.id()));
        }
    }
}
