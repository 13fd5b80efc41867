package cognitobackup.stacks;

import static cognitobackup.stacks.ProgramRun.primaryConfiguration;
import static cognitobackup.stacks.ProgramRun.secondaryConfiguration;
import static cognitobackup.stacks.ProgramRun.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    @Test
    void whatIsNotConfiguredHasADefault() {
        var settings = SettingsReader.read("primary", primaryConfiguration());

        assertThat(settings.role()).isEqualTo(Settings.Role.PRIMARY);
        assertThat(settings.userPools())
                .containsExactly(new Settings.UserPool(ProgramRun.POOL, Optional.of("rate(1 day)"), Optional.empty()));
        assertThat(settings.topics().notifications()).isEqualTo("all");
        assertThat(settings.quotaShare()).isEqualTo(0.5);
        assertThat(settings.requestsPerSecond()).isEmpty();
        assertThat(settings.cognitoTps()).isEmpty();
        assertThat(settings.historyRetentionDays()).isEqualTo(35);
        assertThat(settings.reportRetentionDays()).isEqualTo(90);
        assertThat(settings.functionTimeoutSeconds()).isEqualTo(300);
        assertThat(settings.memberWorkers()).isEqualTo(2);
        assertThat(settings.listingPartitions()).isEqualTo(1);
        assertThat(settings.importWorkers()).isEqualTo(2);
        assertThat(settings.logLevel()).isEqualTo("INFO");
        assertThat(settings.furtherSources()).isEmpty();
        assertThat(settings.importTargets()).isEmpty();
        assertThat(settings.importIntoSources()).isFalse();
        assertThat(settings.originalSubAttribute()).isEqualTo("custom:original_sub");
        assertThat(settings.listingSettleSeconds()).isEqualTo(10);
        assertThat(settings.snapshotPatienceSeconds()).isEqualTo(300);
        assertThat(settings.importJobPatienceSeconds()).isEqualTo(3600);
        assertThat(settings.deletionGuardPercent()).isEqualTo(10);
        assertThat(settings.captureMfa()).isFalse();
    }

    @Test
    void everyKeyIsRead() {
        var configuration = new HashMap<>(secondaryConfiguration());
        configuration.put(
                "userPools",
                "[{\"id\":\"eu-west-1_A\",\"schedule\":\"cron(30 2 * * ? *)\"},{\"id\":\"eu-west-1_B\",\"retiredTable\":\"OldTable\"}]");
        configuration.put("notificationEmail", "operations@example.com");
        configuration.put("namePrefix", "acme-backup");
        configuration.put("tags", "{\"team\":\"identity\",\"cost centre\":\"42\"}");
        configuration.put("existingTopic", "arn:aws:sns:eu-west-1:111122223333:operations");
        configuration.put("existingTopicKey", "arn:aws:kms:eu-west-1:123456789012:key/topic");
        configuration.put("alarmTopic", "arn:aws:sns:eu-west-1:111122223333:on-call");
        configuration.put("notifications", "errors");
        configuration.put("quotaShare", "1");
        configuration.put("requestsPerSecond", "{\"UserList\":15}");
        configuration.put("cognitoTps", "7.5");
        configuration.put("historyRetentionDays", "400");
        configuration.put("reportRetentionDays", "1");
        configuration.put("functionTimeoutSeconds", "900");
        configuration.put("memberWorkers", "40");
        configuration.put("listingPartitions", "16");
        configuration.put("importWorkers", "1");
        configuration.put("listingSettleSeconds", "1");
        configuration.put("snapshotPatienceSeconds", "20");
        configuration.put("importJobPatienceSeconds", "7200");
        configuration.put("deletionGuardPercent", "100");
        configuration.put("originalSubAttribute", "custom:old_id");
        configuration.put("captureMfa", "true");
        configuration.put("importIntoSources", "true");
        configuration.put("logLevel", "DEBUG");
        configuration.put("furtherSources", "[\"eu-central-1_Old\",\"us-gov-west-1_E\"]");
        configuration.put("tableKey", "arn:aws:kms:eu-west-1:123456789012:key/table");
        configuration.put("existingKey", "arn:aws:kms:eu-west-1:123456789012:key/other");
        configuration.put("importTargets", "[\"eu-west-1_C\",\"eu-west-1_D\"]");

        var settings = SettingsReader.read("primary", configuration);

        assertThat(configuration.keySet())
                .containsAll(without(SettingsReader.KEYS, "secondaryRegion", "existingTable", "replicaKey"));
        assertThat(settings)
                .isEqualTo(new Settings(
                        Settings.Role.SECONDARY,
                        "eu-west-1",
                        new Names("acme-backup", "primary", "eu-west-1"),
                        Map.of("team", "identity", "cost centre", "42", "project", "cognito-user-profiles-export"),
                        List.of(
                                new Settings.UserPool(
                                        "eu-west-1_A", Optional.of("cron(30 2 * * ? *)"), Optional.empty()),
                                new Settings.UserPool("eu-west-1_B", Optional.empty(), Optional.of("OldTable"))),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("arn:aws:kms:eu-west-1:123456789012:key/table"),
                        Optional.empty(),
                        Optional.of("arn:aws:kms:eu-west-1:123456789012:key/other"),
                        Optional.of("organization/cognito-user-profiles-export/primary"),
                        new Topics(
                                Optional.of("arn:aws:sns:eu-west-1:111122223333:operations"),
                                Optional.of("arn:aws:kms:eu-west-1:123456789012:key/topic"),
                                Optional.of("arn:aws:sns:eu-west-1:111122223333:on-call"),
                                Optional.of("operations@example.com"),
                                "errors"),
                        1,
                        Map.of("UserList", 15.0),
                        Optional.of(7.5),
                        400,
                        1,
                        900,
                        40,
                        16,
                        1,
                        1,
                        20,
                        7200,
                        100,
                        true,
                        "DEBUG",
                        List.of("eu-central-1_Old", "us-gov-west-1_E"),
                        List.of("eu-west-1_C", "eu-west-1_D"),
                        "custom:old_id",
                        true,
                        configuration.get("lambdaJar")));
    }

    /** One row, one changed key, one rejection. */
    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    role                   | third                                        | is 'third'. Allowed: primary
                    aws:region             | Frankfurt                                    | aws:region is 'Frankfurt'. Allowed: an AWS Region
                    secondaryRegion        | eu-central-1                                 | is 'eu-central-1'. Allowed: another AWS Region
                    secondaryRegion        | west                                         | is 'west'. Allowed: another AWS Region
                    secondaryRegion        | us-gov-west-1                                | is 'us-gov-west-1'. Allowed: another AWS Region than this stack's, of its partition aws
                    namePrefix             | Acme                                         | is 'Acme'. Allowed: 2 to 20 lower case letters, digits and hyphens
                    namePrefix             | a                                            | is 'a'. Allowed: 2 to 20
                    namePrefix             | a-                                           | is 'a-'. Allowed: 2 to 20
                    namePrefix             | 1st                                          | is '1st'. Allowed: 2 to 20
                    namePrefix             | sthree                                       | is 'sthree'. Allowed: 2 to 20
                    namePrefix             | xn--a                                        | is 'xn--a'. Allowed: 2 to 20
                    namePrefix             | abcdefghijklmnopqrstu                        | is 'abcdefghijklmnopqrstu'. Allowed: 2 to 20
                    tags                   | team                                         | is 'team'. Allowed: an object of at most 9 tags
                    tags                   | {"team":["a"]}                               | is 'team: ["a"]'. Allowed: an object of at most 9 tags
                    tags                   | {"AWS:team":"a"}                             | is 'AWS:team: "a"'. Allowed: an object of at most 9 tags
                    tags                   | {"Project":"a"}                              | is 'Project: "a"'. Allowed: an object of at most 9 tags
                    tags                   | {"team":"a","Team":"b"}                      | is 'team'. Allowed: an object of at most 9 tags
                    tags                   | {"team":"a<b"}                               | is 'team: "a<b"'. Allowed: an object of at most 9 tags
                    tags                   | {"a":"","b":"","c":"","d":"","e":"","f":"","g":"","h":"","i":"","j":""} | is '10 tags'. Allowed: an object of at most 9 tags
                    existingTopic          | arn:aws:sns:eu-west-1:111122223333:on-call   | Allowed: the ARN of a standard SNS topic of the stack's Region eu-central-1
                    existingTopic          | arn:aws-cn:sns:eu-central-1:111122223333:on-call | Allowed: the ARN of a standard SNS topic
                    existingTopic          | arn:aws:sns:eu-central-1:111122223333:on-call.fifo | Allowed: the ARN of a standard SNS topic
                    existingTopicKey       | arn:aws:kms:eu-central-1:123456789012:key/1  | Allowed: nothing without existingTopic, whose key it is
                    primaryStack           | organization/project/stack                   | Allowed: nothing here: it belongs to the secondary stack
                    userPools              | []                                           | is '[]'. Allowed: at least one pool
                    userPools              | eu-central-1_A                               | is 'eu-central-1_A'. Allowed: a list of {id, schedule}
                    userPools              | {"id":"eu-central-1_A"}                      | Allowed: a list of {id, schedule}
                    userPools              | [{"id":"eu-central-1_A","schedule":"rate(1 day)","retiredTable":"old"}] | or, for the time of a migration, of {id, retiredTable} without a schedule
                    userPools              | [{"id":"eu-central-1_A","retiredTable":"a table"}] | with the name of a table of the retired architecture
                    userPools              | ["eu-central-1_A"]                           | is '"eu-central-1_A"'. Allowed: a list of {id, schedule}
                    userPools              | [{"id":"eu-west-1_A"}]                       | is '{"id":"eu-west-1_A"}'. Allowed: a list of {id, schedule}, with ids of user pools of the stack's Region eu-central-1
                    userPools              | [{"pool":"eu-central-1_A"}]                  | is '{"pool":"eu-central-1_A"}'. Allowed: a list of {id, schedule}
                    userPools              | [{"id":"eu-central-1_A","schedule":"daily"}] | is '{"id":"eu-central-1_A","schedule":"daily"}'. Allowed: a list of {id, schedule}
                    userPools              | [{"id":"eu-central-1_A","schedule":"cron(30 25 * * ? *)"}] | Allowed: a list of {id, schedule}
                    userPools              | [{"id":"eu-central-1_A","every":"day"}]      | Allowed: a list of {id, schedule}
                    userPools              | [{"id":"eu-central-1_A"},{"id":"eu-central-1_A"}] | is 'eu-central-1_A'. Allowed: each pool once
                    notificationEmail      | operations                                   | is 'operations'. Allowed: an e-mail address
                    alarmTopic             | on-call                                      | is 'on-call'. Allowed: the ARN of a standard SNS topic of the stack's Region eu-central-1
                    alarmTopic             | arn:aws:sns:eu-west-1:111122223333:on-call   | Allowed: the ARN of a standard SNS topic of the stack's Region eu-central-1
                    notifications          | none                                         | is 'none'. Allowed: all, errors
                    quotaShare             | 0                                            | is '0'. Allowed: a number above 0 and at most 1
                    quotaShare             | 1.5                                          | is '1.5'. Allowed: a number above 0 and at most 1
                    quotaShare             | half                                         | is 'half'. Allowed: a number above 0 and at most 1
                    quotaShare             | NaN                                          | is 'NaN'. Allowed: a number above 0 and at most 1
                    requestsPerSecond      | 20                                           | is '20'. Allowed: an object of requests per second
                    requestsPerSecond      | {"UserList":0}                               | is 'UserList: 0'. Allowed: an object of requests per second
                    requestsPerSecond      | {"ListUsers":10}                             | is 'ListUsers: 10'. Allowed: an object of requests per second
                    requestsPerSecond      | {"UserList":                                 | Allowed: an object of requests per second
                    cognitoTps             | -1                                           | is '-1'. Allowed: a number above 0
                    historyRetentionDays   | 0                                            | is '0'. Allowed: a whole number from 1 to 3650
                    reportRetentionDays    | 1.5                                          | is '1.5'. Allowed: a whole number from 1 to 3650
                    functionTimeoutSeconds | 901                                          | is '901'. Allowed: a whole number from 15 to 900
                    functionTimeoutSeconds | 14                                           | is '14'. Allowed: a whole number from 15 to 900
                    memberWorkers          | 41                                           | is '41'. Allowed: a whole number from 1 to 40
                    listingPartitions      | 3                                            | is '3'. Allowed: 1, 2, 4, 8, 16
                    listingPartitions      | 16.0                                         | is '16.0'. Allowed: 1, 2, 4, 8, 16
                    importWorkers          | 0                                            | is '0'. Allowed: a whole number from 1 to 40
                    logLevel               | LOUD                                         | is 'LOUD'. Allowed: INFO, DEBUG, WARN, ERROR
                    existingTable          | a/b                                          | is 'a/b'. Allowed: the name of a DynamoDB table
                    existingKey            | alias/backup                                 | is 'alias/backup'. Allowed: the ARN of a key of KMS in eu-central-1
                    existingKey            | arn:aws:kms:eu-west-1:123456789012:key/1     | Allowed: the ARN of a key of KMS in eu-central-1
                    tableKey               | arn:aws:kms:eu-central-1:123456789012:key/1  | must be set both or neither
                    replicaKey             | arn:aws:kms:eu-central-1:123456789012:key/1  | Allowed: the ARN of a key of KMS in eu-west-1
                    listingSettleSeconds   | 901                                          | is '901'. Allowed: a whole number from 0 to 900
                    snapshotPatienceSeconds | -1                                          | is '-1'. Allowed: a whole number from 0 to 3600
                    importJobPatienceSeconds | 86401                                      | is '86401'. Allowed: a whole number from 0 to 86400
                    deletionGuardPercent   | 0                                            | is '0'. Allowed: a whole number from 1 to 100
                    originalSubAttribute   | original_sub                                 | is 'original_sub'. Allowed: custom: and 1 to 20 characters
                    captureMfa             | yes                                          | is 'yes'. Allowed: false, true
                    importIntoSources      | yes                                          | is 'yes'. Allowed: false, true
                    furtherSources         | eu-central-1_A                               | is 'eu-central-1_A'. Allowed: a list of ids of user pools, of any Region
                    furtherSources         | ["old pool"]                                 | is '"old pool"'. Allowed: a list of ids of user pools, of any Region
                    furtherSources         | ["eu-west-1_A","eu-west-1_A"]                | is 'eu-west-1_A'. Allowed: each pool once
                    furtherSources         | ["eu-central-1_Source"]                      | is '"eu-central-1_Source"'. Allowed: a list of ids of user pools, of any Region, that are not in userPools
                    importTargets          | [5]                                          | is '5'. Allowed: a list of ids of user pools
                    importTargets          | ["eu-west-1_A"]                              | is '"eu-west-1_A"'. Allowed: a list of ids of user pools of the stack's Region eu-central-1
                    importTargets          | ["eu-central-1_A","eu-central-1_A"]          | is 'eu-central-1_A'. Allowed: each pool once
                    importTargets          | ["eu-central-1_Source"]                      | is '"eu-central-1_Source"'. Allowed: a list of ids of user pools of the stack's Region eu-central-1 that are not in userPools: those are filled only with importIntoSources
                    lambdaJar              | absent.jar                                   | is 'absent.jar', but there is no file
                    quotashare             | 0.5                                          | cognito-user-profiles-export:quotashare is not a key of this project. The keys are alarmTopic, captureMfa, cognitoTps
                    """)
    void aWrongValueIsRefusedWithKeyValueAndWhatIsAllowed(String key, String value, String message) {
        assertThatThrownBy(() -> SettingsReader.read("primary", with(primaryConfiguration(), key, value)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(message)
                .hasMessageContaining(key);
    }

    @Test
    void morePoolsThanTheRolesPoliciesCanNameAreRefused() {
        var pools = "{\"id\":\"eu-central-1_0\"}";
        for (int number = 1; number <= PoolsReader.MOST_POOLS; number++) {
            pools += ",{\"id\":\"eu-central-1_" + number + "\"}";
        }
        var configuration = with(primaryConfiguration(), "userPools", "[" + pools + "]");

        assertThatThrownBy(() -> SettingsReader.read("primary", configuration))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("userPools is '26 pools'. Allowed: at most 25 pools in one stack");
    }

    @ParameterizedTest
    @CsvSource({"secondaryRegion, eu-north-1", "primaryStack, primary", "primaryStack, organization/project/stack/more"
    })
    void theSecondaryStackRefusesWhatIsThePrimarysOrNoStack(String key, String value) {
        assertThatThrownBy(() -> SettingsReader.read("primary", with(secondaryConfiguration(), key, value)))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("cognito-user-profiles-export:" + key + " is '" + value + "'. Allowed: ");
    }

    @ParameterizedTest
    @CsvSource({"role", "aws:region", "secondaryRegion", "userPools"})
    void aMissingValueIsNamedWithWhatIsAllowed(String key) {
        var configuration = primaryConfiguration();
        configuration.remove(key);

        assertThatThrownBy(() -> SettingsReader.read("primary", configuration))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining(key + " is missing. Allowed: ");
    }

    @Test
    void theSecondaryStackNeedsToKnowThePrimary() {
        var configuration = secondaryConfiguration();
        configuration.remove("primaryStack");

        assertThatThrownBy(() -> SettingsReader.read("primary", configuration))
                .hasMessageContaining(
                        "primaryStack is missing. Allowed: the primary stack as organization/project/stack.");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        var configuration = with(with(primaryConfiguration(), "quotaShare", "2"), "notifications", "none");

        assertThatThrownBy(() -> SettingsReader.read("primary", configuration))
                .hasMessageContaining("quotaShare is '2'")
                .hasMessageContaining("notifications is 'none'");
    }

    @Test
    void aNameThatWouldBeTooLongForAwsIsRefused() {
        assertThatThrownBy(() -> SettingsReader.read(
                        "a-stack-with-a-name-that-somebody-wanted-to-say-everything", primaryConfiguration()))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("The name of a state machine would be 'cognito-backup-a-stack-with-a-name-that")
                .hasMessageContaining("Shorten cognito-user-profiles-export:namePrefix or the name of the stack.");
    }

    private static List<String> without(Set<String> keys, String... others) {
        return keys.stream().filter(key -> !List.of(others).contains(key)).toList();
    }
}
