package cognitobackup.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/**
 * The functions' jar stays small. Each of some thirty functions keeps it once for every version that was ever published,
 * out of the 75 GB that an account has in a Region: at this size there is room for more than sixty deployments. And a new
 * instance reads it before it answers, so that a library of some megabytes more is felt at every cold start. Unpacked,
 * Lambda takes 250 MB at most.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda's quotas</a>
 */
class LambdaJarTest {
    private static final Path JAR = Project.lambdaJar();
    private static final long MOST_BYTES = 32_000_000;
    private static final long MOST_BYTES_UNPACKED = 90_000_000;

    @Test
    void isSmallEnoughToBeKeptForManyDeployments() throws Exception {
        assertThat(Files.size(JAR)).as("bytes of " + JAR).isLessThan(MOST_BYTES);
    }

    @Test
    void isSmallEnoughToBeRead() throws Exception {
        try (ZipFile jar = new ZipFile(JAR.toFile())) {
            assertThat(jar.stream().mapToLong(ZipEntry::getSize).sum())
                    .as("bytes of " + JAR + ", unpacked")
                    .isLessThan(MOST_BYTES_UNPACKED);
        }
    }
}
