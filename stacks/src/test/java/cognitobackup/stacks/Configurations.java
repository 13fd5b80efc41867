package cognitobackup.stacks;

import static cognitobackup.stacks.ProgramRun.primaryConfiguration;
import static cognitobackup.stacks.ProgramRun.secondaryConfiguration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What stacks are configured with by those who use more than the defaults: a run of the program for each, by name. */
final class Configurations {
    private static final Map<String, ProgramRun> RUNS = new TreeMap<>();

    /** Regions, wherever they are named. */
    static final Pattern REGION = Pattern.compile("\\b(?:us-gov|us|eu|ap|cn)-[a-z]+-\\d");

    private Configurations() {}

    /** One configuration in one partition. */
    record Configuration(String name, String partition, Map<String, String> values, Map<String, Object> existingTable) {
        String region() {
            return values.get("aws:region");
        }

        /** Those that it names, in keys, topics and pools too. */
        Set<String> regions() {
            return REGION.matcher(values.toString())
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
        }

        /** Each is run once. */
        ProgramRun run() {
            synchronized (RUNS) {
                return RUNS.computeIfAbsent(name, any -> ProgramRun.of(partition, values, existingTable)
                        .succeeded());
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Configuration> all() {
        return List.of(
                of("primary", primaryConfiguration()),
                of("secondary", secondaryConfiguration()),
                of("several-pools", primaryConfiguration(), "userPools", """
                        [{"id":"eu-central-1_Customers","schedule":"rate(1 hour)"},
                         {"id":"eu-central-1_Partners","schedule":"cron(30 2 * * ? *)"},
                         {"id":"eu-central-1_ByHand"}]"""),
                of(
                        "several-pools-secondary",
                        secondaryConfiguration(),
                        "userPools",
                        "[{\"id\":\"eu-west-1_A\",\"schedule\":\"rate(12 hours)\"},{\"id\":\"eu-west-1_B\",\"schedule\":\"rate(2 days)\"}]",
                        "furtherSources",
                        "[\"eu-central-1_Gone\"]"),
                of(
                        "customer-keys",
                        primaryConfiguration(),
                        "existingKey",
                        key("eu-central-1", "own"),
                        "tableKey",
                        key("eu-central-1", "table"),
                        "replicaKey",
                        key("eu-west-1", "replica")),
                of(
                        "customer-keys-secondary",
                        secondaryConfiguration(),
                        "existingKey",
                        key("eu-west-1", "own"),
                        "tableKey",
                        key("eu-west-1", "replica")),
                new Configuration(
                        "adopted-table",
                        "aws",
                        changed(primaryConfiguration(), "existingTable", AdoptedTableTest.NAME),
                        AdoptedTableTest.whole()),
                of(
                        "migrated-table",
                        primaryConfiguration(),
                        "userPools",
                        "[{\"id\":\"eu-central-1_Source\",\"retiredTable\":\"UserProfilesExport-BackupTable\"}]"),
                of(
                        "existing-topics",
                        primaryConfiguration(),
                        "existingTopic",
                        "arn:aws:sns:eu-central-1:111122223333:operations",
                        "existingTopicKey",
                        key("eu-central-1", "topic"),
                        "alarmTopic",
                        "arn:aws:sns:eu-central-1:111122223333:on-call"),
                of("everything-on", everything()),
                inPartition("aws-us-gov", "us-gov-west-1", "us-gov-east-1"),
                secondaryInPartition("aws-us-gov", "us-gov-east-1"),
                inPartition("aws-cn", "cn-north-1", "cn-northwest-1"),
                secondaryInPartition("aws-cn", "cn-northwest-1"));
    }

    static Configuration named(String name) {
        return all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> everything() {
        return changed(
                primaryConfiguration(),
                "namePrefix",
                "acme-backup",
                "tags",
                "{\"team\":\"identity\",\"cost centre\":\"42\"}",
                "notificationEmail",
                "operations@example.com",
                "notifications",
                "errors",
                "quotaShare",
                "0.25",
                "requestsPerSecond",
                "{\"UserList\":15}",
                "cognitoTps",
                "20",
                "historyRetentionDays",
                "400",
                "reportRetentionDays",
                "30",
                "functionTimeoutSeconds",
                "900",
                "memberWorkers",
                "40",
                "listingPartitions",
                "16",
                "importWorkers",
                "40",
                "captureMfa",
                "true",
                "logLevel",
                "DEBUG",
                "importTargets",
                "[\"eu-central-1_Target\"]",
                "furtherSources",
                "[\"eu-west-1_Restored\"]",
                "importIntoSources",
                "true");
    }

    private static Configuration inPartition(String partition, String region, String secondaryRegion) {
        return new Configuration(
                partition + "-primary",
                partition,
                changed(
                        primaryConfiguration(),
                        "aws:region",
                        region,
                        "secondaryRegion",
                        secondaryRegion,
                        "userPools",
                        "[{\"id\":\"" + region + "_Source\",\"schedule\":\"rate(1 day)\"}]"),
                Map.of());
    }

    private static Configuration secondaryInPartition(String partition, String region) {
        return new Configuration(
                partition + "-secondary",
                partition,
                changed(
                        secondaryConfiguration(),
                        "aws:region",
                        region,
                        "existingTopic",
                        "arn:" + partition + ":sns:" + region + ":111122223333:operations"),
                Map.of());
    }

    private static Configuration of(String name, Map<String, String> values, String... changes) {
        return new Configuration(name, "aws", changed(values, changes), Map.of());
    }

    private static String key(String region, String id) {
        return "arn:aws:kms:" + region + ":111122223333:key/" + id;
    }

    private static Map<String, String> changed(Map<String, String> values, String... changes) {
        var changed = new HashMap<>(values);
        for (int index = 0; index < changes.length; index += 2) {
            changed.put(changes[index], changes[index + 1]);
        }
        return changed;
    }
}
