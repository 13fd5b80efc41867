package cognitobackup.stacks;

import static cognitobackup.stacks.ProgramRun.primaryConfiguration;
import static cognitobackup.stacks.ProgramRun.secondaryConfiguration;
import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.stacks.Keepsake.Identity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Goal: nobody loses a table, a bucket, a key, a queue's messages, a log or a running import by deploying this version
 * over the last release. Method: a file has what the last release registered; what Pulumi would delete or replace of it is
 * a failure. The file is written anew when a release is made, and never to get a change through:
 *
 * <pre>mvn -pl stacks test -Dtest=UpgradeTest -DnewRelease=true</pre>
 */
class UpgradeTest {
    private static final Path LAST_RELEASE = Path.of("src/test/resources/cognitobackup/stacks/last-release.txt");

    @Test
    void nothingOfTheLastReleaseIsDeletedOrReplaced() throws Exception {
        var now = new ArrayList<Keepsake>();
        now.addAll(Keepsakes.of(
                "primary", "eu-central-1", ProgramRun.of(primaryConfiguration()).succeeded()));
        now.addAll(Keepsakes.of(
                "secondary",
                "eu-west-1",
                ProgramRun.of(secondaryConfiguration()).succeeded()));
        if (Boolean.getBoolean("newRelease")) {
            Files.write(LAST_RELEASE, now.stream().map(Keepsake::toString).toList());
        }

        var before =
                Files.readAllLines(LAST_RELEASE).stream().map(Keepsake::parse).toList();

        assertThat(before).extracting(Keepsake::type).containsAll(Keepsake.TYPES.keySet());
        assertThat(Keepsakes.lost(before, now))
                .as("what deploying this version over the last release would lose (%s)", LAST_RELEASE)
                .isEmpty();
    }

    /** The queue's line in the next release, or none, and what the comparison says of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            primary  aws:sqs/queue:Queue  work  Queues  protect  name=a           | ""
            primary  aws:sqs/queue:Queue  work  Queues  protect,retainOnDelete  name=a | ""
            primary  aws:sqs/queue:Queue  work  Queues  name=a                    | has lost its protect
            primary  aws:sqs/queue:Queue  work  Queues  protect  name=b           | would be replaced: {name=a} became {name=b}
            primary  aws:sqs/queue:Queue  work  Queues  protect                   | would be replaced: {name=a} became {}
            primary  aws:sqs/queue:Queue  works  Queues  protect  name=a          | is not registered any more
            primary  aws:sqs/queue:Queue2  work  Queues  protect  name=a          | is not registered any more
            primary  aws:sqs/queue:Queue  work  Importing  protect  name=a        | is not registered any more
            secondary  aws:sqs/queue:Queue  work  Queues  protect  name=a         | is not registered any more
            """)
    void aChangeThatLosesSomethingIsNamed(String next, String complaint) {
        var before = Keepsake.parse("primary  aws:sqs/queue:Queue  work  Queues  protect  name=a");

        var lost = Keepsakes.lost(List.of(before), List.of(Keepsake.parse(next)));

        if (complaint.isEmpty()) {
            assertThat(lost).isEmpty();
        } else {
            assertThat(lost)
                    .singleElement()
                    .asString()
                    .contains("primary: aws:sqs/queue:Queue work of Queues", complaint);
        }
    }

    @Test
    void anAliasOfTheOldNameIsEnough() {
        var before = Keepsake.parse("primary  aws:sqs/queue:Queue  work  Queues  protect  name=a");
        var renamed = Keepsake.parse("primary  aws:sqs/queue:Queue  works  Importing  protect  name=a");
        var aliased = new Keepsake(
                renamed.stack(),
                renamed.type(),
                renamed.name(),
                renamed.parent(),
                renamed.kept(),
                renamed.fixed(),
                List.of(new Identity("aws:sqs/queue:Queue", "work", "Queues")));

        assertThat(Keepsakes.lost(List.of(before), List.of(aliased))).isEmpty();
    }

    @Test
    void aLineOfTheFileIsReadAsItWasWritten() {
        Stream.of(
                        "primary  aws:dynamodb/table:Table  table  BackupTable  protect,retainOnDelete  hashKey=pk,rangeKey=sk",
                        "secondary  aws:kms/key:Key  key  Encryption")
                .forEach(line -> assertThat(Keepsake.parse(line)).hasToString(line));
    }
}
