package cognitobackup.stacks;

import com.pulumi.asset.FileAsset;
import com.pulumi.aws.s3.BucketObjectv2;
import com.pulumi.aws.s3.BucketObjectv2Args;
import com.pulumi.aws.s3.BucketV2;
import com.pulumi.aws.s3.BucketV2Args;
import com.pulumi.core.Output;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * The jar of all functions, uploaded once for all of them and named by its content: the same code is the same object, and
 * other code another one, beside those of the deployments before.
 *
 * <p>In a bucket of its own: what is in the one for reports expires, and functions may write there.
 */
final class FunctionsCode extends Component {
    final Output<String> bucketName;
    final Output<String> key;

    /** @param jar relative to the directory where the program runs */
    FunctionsCode(Site site, Output<String> keyArn, String jar) {
        super("FunctionsCode");
        var bucket = new BucketV2(
                site.global("code"),
                // There is nothing in it that could not be built again.
                BucketV2Args.builder().forceDestroy(true).tags(site.tags()).build(),
                child().build());
        SafeBucket.make(site, "code", bucket, keyArn, child().build());
        // Absolute, since the engine that reads the file may run in another directory than the program.
        var file = Path.of(jar).toAbsolutePath().normalize();
        var object = new BucketObjectv2(
                site.name("code"),
                BucketObjectv2Args.builder()
                        .bucket(bucket.bucket())
                        .key("functions/" + sha256(file) + ".jar")
                        .source(new FileAsset(file.toString()))
                        // Said here too: the bucket's own default may come a moment later.
                        .kmsKeyId(keyArn)
                        .contentType("application/java-archive")
                        .tags(site.tags())
                        .build(),
                // Another key replaces the object; the one before stays, to go back to.
                child().retainOnDelete(true).build());
        this.bucketName = bucket.bucket();
        this.key = object.key();
        registerOutputs(Map.of("bucketName", bucketName));
    }

    private static String sha256(Path file) {
        try (var stream = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            stream.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(stream.getMessageDigest().digest());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
