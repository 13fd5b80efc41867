package cognitobackup.stacks;

import static cognitobackup.stacks.ProgramRun.primaryConfiguration;
import static cognitobackup.stacks.ProgramRun.secondaryConfiguration;
import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.stacks.Keepsake.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Goal: nobody loses a table, a bucket, a key, a queue's messages, a log or a running import by deploying this version
 * over the last release. Method: a file has what the last release registered, and another one what it allowed its roles;
 * what Pulumi would delete or replace of the one is a failure, and so is what the program takes away of the other, which
 * function versions of before may need as long as an import calls them. Files are written anew when a release is made, and
 * never to get a change through:
 *
 * <pre>mvn -pl stacks test -Dtest=UpgradeTest -DnewRelease=true</pre>
 */
class UpgradeTest {
    private static final Path FILES = Path.of("src/test/resources/cognitobackup/stacks");
    private static final Path LAST_RELEASE = FILES.resolve("last-release.txt");
    private static final Path RIGHTS = FILES.resolve("last-release-rights.txt");

    /** Of each right that is taken away on purpose the line of the other file, and below it why nobody needs it. */
    private static final Path ACCEPTED = FILES.resolve("accepted-losses.txt");

    private static final ProgramRun PRIMARY =
            ProgramRun.of(primaryConfiguration()).succeeded();
    private static final ProgramRun SECONDARY =
            ProgramRun.of(secondaryConfiguration()).succeeded();

    @Test
    void nothingOfTheLastReleaseIsDeletedOrReplaced() throws Exception {
        var now = new ArrayList<Keepsake>();
        now.addAll(Keepsakes.of("primary", "eu-central-1", PRIMARY));
        now.addAll(Keepsakes.of("secondary", "eu-west-1", SECONDARY));

        var before =
                ofLastRelease(LAST_RELEASE, now).stream().map(Keepsake::parse).toList();

        assertThat(before).extracting(Keepsake::type).containsAll(Keepsake.TYPES.keySet());
        assertThat(Keepsakes.lost(before, now))
                .as("what deploying this version over the last release would lose (%s)", LAST_RELEASE)
                .isEmpty();
    }

    @Test
    void noRoleOfTheLastReleaseLosesARight() throws Exception {
        var now = new ArrayList<Right>();
        now.addAll(Rights.of("primary", "eu-central-1", PRIMARY));
        now.addAll(Rights.of("secondary", "eu-west-1", SECONDARY));
        var accepted = accepted(Files.readAllLines(ACCEPTED));

        var before = ofLastRelease(RIGHTS, now).stream().map(Right::parse).toList();

        assertThat(before).hasSizeGreaterThan(400);
        assertThat(Rights.lost(before, now, accepted))
                .as(
                        "what deploying this version over the last release would take away from what runs then (%s); if"
                                + " nothing of the last release needs it, say why in %s",
                        RIGHTS, ACCEPTED)
                .isEmpty();
        assertThat(Rights.stale(before, now, accepted))
                .as("accepted in %s, and not taken away since the last release", ACCEPTED)
                .isEmpty();
    }

    /** The file, once it has been written anew if that is what is wanted. */
    private static List<String> ofLastRelease(Path file, List<?> now) throws IOException {
        if (Boolean.getBoolean("newRelease")) {
            Files.write(file, now.stream().map(Object::toString).toList());
        }
        return Files.readAllLines(file);
    }

    private static Map<Right, String> accepted(List<String> lines) {
        assertThat(lines.size())
                .as("lines of %s: each with its reason below it", ACCEPTED)
                .isEven();
        var accepted = new HashMap<Right, String>();
        for (int line = 0; line < lines.size(); line += 2) {
            assertThat(lines.get(line + 1))
                    .as("the reason of %s", lines.get(line))
                    .hasSizeGreaterThan(20);
            accepted.put(Right.parse(lines.get(line)), lines.get(line + 1));
        }
        return accepted;
    }

    /** What the next release has instead of the one right of before, or nothing, and what the comparison says of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            primary  Create  Allow  cognito-idp:AdminGetUser  userpool/a*         | ""
            primary  Create  Allow  cognito-idp:AdminGetUser  userpool/*          | ""
            primary  Create  Allow  cognito-idp:AdminGetUser  userpool/ab         | is no longer allowed
            primary  Create  Allow  cognito-idp:AdminGetUser  pool/a*             | is no longer allowed
            primary  Create  Allow  cognito-idp:ListUsers  userpool/a*            | is no longer allowed
            primary  Create  Allow  cognito-idp:AdminGetUser  userpool/a*  {"a":"b"} | is no longer allowed
            primary  Update  Allow  cognito-idp:AdminGetUser  userpool/a*         | is no longer allowed
            secondary  Create  Allow  cognito-idp:AdminGetUser  userpool/a*       | is no longer allowed
            primary  Create  Deny  cognito-idp:AdminGetUser  userpool/a*          | is no longer allowed
            """)
    void aRightThatIsTakenAwayIsNamed(String next, String complaint) {
        var before = List.of(Right.parse("primary  Create  Allow  cognito-idp:AdminGetUser  userpool/a*"));

        var lost = Rights.lost(before, List.of(Right.parse(next)), Map.of());

        assertNamed(lost, complaint, "primary: the role Create", "cognito-idp:AdminGetUser on userpool/a*");
    }

    @Test
    void aNewDenialTakesAwayToo() {
        var allowed = Right.parse("primary  Create  Allow  cognito-idp:AdminGetUser  userpool/*");
        var denied = Right.parse("primary  Create  Deny  cognito-idp:AdminGetUser  userpool/source");

        assertThat(Rights.lost(List.of(allowed, denied), List.of(allowed, denied), Map.of()))
                .isEmpty();
        assertThat(Rights.lost(List.of(allowed), List.of(allowed, denied), Map.of()))
                .singleElement()
                .asString()
                .contains("but is denied cognito-idp:AdminGetUser on userpool/source");
    }

    @Test
    void whatIsAcceptedIsNoLossAndWhatIsNotLostIsNotAccepted() {
        var right = Right.parse("primary  Create  Allow  cognito-idp:AdminGetUser  userpool/*");
        var accepted = Map.of(right, "nothing has ever called it");

        assertThat(Rights.lost(List.of(right), List.of(), accepted)).isEmpty();
        assertThat(Rights.stale(List.of(right), List.of(), accepted)).isEmpty();
        assertThat(Rights.stale(List.of(right), List.of(right), accepted)).containsExactly(right);
        assertThat(Rights.stale(List.of(), List.of(), accepted)).containsExactly(right);
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

        assertNamed(lost, complaint, "primary: aws:sqs/queue:Queue work of Queues");
    }

    /** That what is lost is named with the complaint, or that nothing is lost where there is none. */
    private static void assertNamed(List<String> lost, String complaint, String... names) {
        if (complaint.isEmpty()) {
            assertThat(lost).isEmpty();
        } else {
            assertThat(lost).singleElement().asString().contains(complaint).contains(names);
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
        Stream.of(
                        "primary  Create  Allow  sqs:SendMessage  arn:aws:sqs:<region>:1:queue",
                        "primary  Create  Deny  kms:Decrypt  *  {\"StringEquals\":{\"a\":\"b  c\"}}")
                .forEach(line -> assertThat(Right.parse(line)).hasToString(line));
    }
}
