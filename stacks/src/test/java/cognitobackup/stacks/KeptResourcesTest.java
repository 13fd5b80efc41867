package cognitobackup.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.stacks.PretendAws.Registration;
import com.pulumi.resources.ResourceOptions;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What outlives a stack: the backups, the reports, and the key without which nobody can read these. Whatever else holds
 * something holds it for days or weeks at most, and can be made again.
 */
class KeptResourcesTest {
    @ParameterizedTest
    @ValueSource(strings = {"primary", "several-pools", "everything-on", "aws-us-gov-primary"})
    void theBackupsTheReportsAndTheirKeyAreProtectedAndKept(String configuration) {
        var run = Configurations.named(configuration).run();

        assertThat(types(run, ResourceOptions::isProtect))
                .containsExactlyInAnyOrder(
                        "aws:dynamodb/table:Table",
                        "aws:dynamodb/tableReplica:TableReplica",
                        "aws:kms/key:Key",
                        "aws:s3/bucketV2:BucketV2");
        assertThat(run.registrations())
                .filteredOn(registration -> run.options(registration).isProtect())
                .allSatisfy(registration ->
                        assertThat(run.options(registration).isRetainOnDelete()).isTrue())
                .extracting(Registration::name)
                .noneMatch(name -> name.contains("-code-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"secondary", "several-pools-secondary"})
    void theSecondaryStackKeepsItsReportsAndTheirKey(String configuration) {
        var run = Configurations.named(configuration).run();

        assertThat(types(run, ResourceOptions::isProtect))
                .containsExactlyInAnyOrder("aws:kms/key:Key", "aws:s3/bucketV2:BucketV2");
    }

    /** A bucket that stays must not become public, nor forget to expire, when its stack goes. */
    @ParameterizedTest
    @ValueSource(strings = {"primary", "secondary"})
    void whatKeepsTheReportsPrivateStaysWithThem(String configuration) {
        var run = Configurations.named(configuration).run();

        assertThat(run.registrations())
                .filteredOn(registration -> registration.type().startsWith("aws:s3/")
                        && registration.name().contains("-reports"))
                .hasSize(7)
                .allSatisfy(registration ->
                        assertThat(run.options(registration).isRetainOnDelete()).isTrue());
    }

    private static List<String> types(ProgramRun run, Predicate<ResourceOptions> option) {
        return run.registrations().stream()
                .filter(registration -> option.test(run.options(registration)))
                .map(Registration::type)
                .toList();
    }
}
