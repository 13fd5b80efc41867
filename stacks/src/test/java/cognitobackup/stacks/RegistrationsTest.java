package cognitobackup.stacks;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.stacks.Configurations.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: what holds for everything that is registered, however the stack is configured. Method: the program is run for each
 * configuration; what it registers is also written to {@code target/registrations}, for whoever wants to look at it or to give
 * it to another tool.
 */
class RegistrationsTest {
    private static final Pattern PARTITION = Pattern.compile("\\barn:(aws[\\w-]*):");
    private static final Pattern SERVICE = Pattern.compile("\"Service\":\"([^\"]+)\"");
    private static final Pattern HOST = Pattern.compile("https?://[^/\"]+");

    static List<Configuration> configurations() {
        return Configurations.all();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void whatIsRegisteredIsWrittenDown(Configuration configuration) throws IOException {
        var directory = Files.createDirectories(Path.of("target", "registrations"));
        var file = directory.resolve(configuration.name() + "." + configuration.region() + ".json");
        Files.writeString(file, configuration.run().json());

        assertThat(file).isNotEmptyFile();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void everyNameHasThePrefixIsUniqueAndIsWhatAwsAllows(Configuration configuration) {
        var prefix = configuration.values().getOrDefault("namePrefix", "cognito-backup");
        var run = configuration.run();

        assertThat(run.registrations())
                .filteredOn(ResourceLimits::isOfAws)
                .allSatisfy(registration -> assertThat(
                                ResourceLimits.name(registration).isPresent())
                        .as("%s has a name", registration)
                        .isEqualTo(ResourceLimits.takesName(registration)))
                .filteredOn(ResourceLimits::takesName)
                .allSatisfy(registration -> assertThat(
                                ResourceLimits.name(registration).orElseThrow())
                        .matches("(/aws/lambda/|/aws/vendedlogs/states/)?" + prefix + "-.*")
                        .matches(ResourceLimits.allowedName(registration)));
        assertThat(run.registrations())
                .filteredOn(ResourceLimits::isOfAws)
                .filteredOn(ResourceLimits::takesName)
                .extracting(registration -> registration.type() + " " + ResourceLimits.name(registration))
                .doesNotHaveDuplicates();
    }

    @Test
    void theLongestPrefixRegionAndIdOfAPoolStillFit() {
        var prefix = "abcdefghijklmnopqrst";
        var region = "ap-southeast-1";
        var pool = region + "_123456789";
        var run = ProgramRun.of(ProgramRun.with(
                        ProgramRun.with(
                                ProgramRun.with(
                                        ProgramRun.with(ProgramRun.primaryConfiguration(), "namePrefix", prefix),
                                        "aws:region",
                                        region),
                                "userPools",
                                "[{\"id\":\"" + pool + "\",\"schedule\":\"rate(1 day)\"}]"),
                        "secondaryRegion",
                        "ap-northeast-1"))
                .succeeded();

        assertThat(run.registrations())
                .filteredOn(ResourceLimits::isOfAws)
                .filteredOn(ResourceLimits::takesName)
                .allSatisfy(registration -> assertThat(
                                ResourceLimits.name(registration).orElseThrow())
                        .contains(prefix)
                        .matches(ResourceLimits.allowedName(registration)));
    }

    /** Which types take tags is asked of the provider's library, so that a new type cannot be forgotten. */
    @ParameterizedTest
    @MethodSource("configurations")
    void whateverTakesTagsHasThem(Configuration configuration) {
        var tags = configuration.name().equals("everything-on")
                ? Map.of("project", "cognito-user-profiles-export", "team", "identity", "cost centre", "42")
                : Map.of("project", "cognito-user-profiles-export");

        assertThat(configuration.run().registrations())
                .filteredOn(ResourceLimits::isOfAws)
                .filteredOn(ResourceLimits::takesTags)
                .hasSizeGreaterThan(100)
                .allSatisfy(registration -> assertThat(registration.inputs()).containsEntry("tags", tags));
    }

    @Test
    void theTypesThatTakeNoTagsAreThoseOfWhichAwsSaysSo() {
        var types = new TreeSet<String>();
        Configurations.all().forEach(configuration -> configuration.run().registrations().stream()
                .filter(ResourceLimits::isOfAws)
                .filter(registration -> !ResourceLimits.takesTags(registration))
                .forEach(registration -> types.add(registration.type())));

        assertThat(types)
                .as("parts of what is tagged, dashboards, schedules (only their groups take tags), subscriptions")
                .containsExactly(
                        "aws:cloudwatch/dashboard:Dashboard",
                        "aws:cloudwatch/eventTarget:EventTarget",
                        "aws:iam/rolePolicy:RolePolicy",
                        "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
                        "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
                        "aws:s3/bucketPolicy:BucketPolicy",
                        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                        "aws:s3/bucketServerSideEncryptionConfigurationV2:BucketServerSideEncryptionConfigurationV2",
                        "aws:s3/bucketVersioningV2:BucketVersioningV2",
                        "aws:scheduler/schedule:Schedule",
                        "aws:sns/topicSubscription:TopicSubscription");
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void nothingIsOfAnotherPartitionOrRegion(Configuration configuration) {
        var run = configuration.run();
        // A secondary stack knows the pools of the primary, which are of another Region.
        var everything = (run.json() + run.outputs()).replace(ProgramRun.POOL, "");

        assertThat(found(PARTITION, everything)).containsExactly(configuration.partition());
        assertThat(found(Configurations.REGION, everything)).isSubsetOf(configuration.regions());
        assertThat(found(HOST, everything))
                .isNotEmpty()
                .allMatch(
                        host -> host.endsWith(dnsSuffix(configuration.partition())) || isConsole(host, configuration));
    }

    /**
     * Services are called the same in all partitions, but for CloudWatch Logs, as AWS's CDK knows them:
     * https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.region_info.RegionInfo.html.
     */
    @ParameterizedTest
    @MethodSource("configurations")
    void servicesHaveTheNamesThatTheyHaveInThePartition(Configuration configuration) {
        assertThat(found(SERVICE, configuration.run().json().replace("\\", "")))
                .contains("lambda.amazonaws.com", "states.amazonaws.com")
                .isSubsetOf(
                        "cloudwatch.amazonaws.com",
                        "cognito-idp.amazonaws.com",
                        "events.amazonaws.com",
                        "lambda.amazonaws.com",
                        "logs." + configuration.region() + dnsSuffix(configuration.partition()),
                        "scheduler.amazonaws.com",
                        "states.amazonaws.com");
    }

    private static String dnsSuffix(String partition) {
        return partition.equals("aws-cn") ? ".amazonaws.com.cn" : ".amazonaws.com";
    }

    private static boolean isConsole(String host, Configuration configuration) {
        return host.equals("https://"
                + Map.of(
                                "aws", "console.aws.amazon.com",
                                "aws-us-gov", "console.amazonaws-us-gov.com",
                                "aws-cn", "console.amazonaws.cn")
                        .get(configuration.partition()));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.groupCount() > 0 ? result.group(1) : result.group())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
