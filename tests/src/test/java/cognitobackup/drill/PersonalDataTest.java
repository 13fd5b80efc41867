package cognitobackup.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolGroup;
import cognitobackup.drill.population.PoolMembership;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.local.gateway.AwsService;
import cognitobackup.local.http.AwsError;
import cognitobackup.local.lambda.LogLine;
import cognitobackup.local.sns.PublishedMessage;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No personal data in logs, notifications and execution histories. Marks are planted in every name and address, in the
 * messages of errors that Cognito returns as well, and searched for in every form; first a search for marks that are
 * planted where they must be found shows that the search works.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PersonalDataTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void isInNoLogNotificationOrHistory() throws Exception {
        PoolDump population = marked(MadeUpPool.of(40, 4, 9, SignIn.USERNAME));
        try (Stage stage = Stage.start(StageOptions.standard().withoutWaiting())) {
            PoolDump source = population.inPool(stage.createPool(Stage.PRIMARY, population.userPool()));
            stage.fill(Stage.PRIMARY, source);
            stage.deployPrimary(List.of(source.userPoolId()));
            Runbook runbook = stage.runbook(Stage.PRIMARY);

            theSearchFindsWhatIsThere(stage, runbook);
            int logsBefore = logs(stage).size();
            int notificationsBefore = stage.notifications(Stage.PRIMARY).size();

            List<String> executions = new ArrayList<>();
            AwsError quoting = AwsError.badRequest(
                    "InvalidParameterException", "User " + Marks.ASCII + " " + Marks.UNICODE + " is not to my liking.");
            executions.add(runbook.startExport(Map.of()));
            runbook.await(executions.get(0), LIMIT);
            String target = stage.createPool(Stage.PRIMARY, source.userPool());
            stage.userPools(Stage.PRIMARY).faults().fail("AdminCreateUser", 3, quoting);
            executions.add(runbook.startImport(Map.of("targetUserPoolId", target)));
            runbook.await(executions.get(1), LIMIT);
            stage.userPools(Stage.PRIMARY).faults().fail("ListUsers", 1, quoting);
            executions.add(runbook.startExport(Map.of()));
            assertThatThrownBy(() -> runbook.await(executions.get(2), LIMIT))
                    .isInstanceOf(WorkflowFailedException.class);
            assertThat(stage.userPools(Stage.PRIMARY).faults().pending()).isEmpty();
            await().atMost(LIMIT).until(() -> stage.notifications(Stage.PRIMARY).size() >= notificationsBefore + 3);

            List<LogLine> logs = logs(stage);
            assertThat(logs.subList(logsBefore, logs.size())).isNotEmpty().noneMatch(line -> Marks.isIn(line.text()));
            // Whoever has the address of an upload may upload.
            assertThat(stage.userPools(Stage.PRIMARY).imports().logs(target)).isNotEmpty();
            assertThat(logs).noneMatch(line -> line.text().contains("X-Amz-Signature"));
            List<PublishedMessage> notifications = stage.notifications(Stage.PRIMARY);
            assertThat(notifications.subList(notificationsBefore, notifications.size()))
                    .noneMatch(message -> Marks.isIn(message.subject() + message.message()));
            for (String execution : executions) {
                assertThat(history(stage, execution))
                        .noneMatch(Marks::isIn)
                        .noneMatch(page -> page.contains("X-Amz-Signature"));
            }
        }
    }

    /** The input of a workflow names no person, so a mark there gets everywhere. */
    private void theSearchFindsWhatIsThere(Stage stage, Runbook runbook) throws Exception {
        String execution = runbook.startImport(Map.of("targetUserPoolId", "us-east-1_Pool", "asOf", Marks.ASCII));
        assertThatThrownBy(() -> runbook.await(execution, LIMIT)).isInstanceOf(WorkflowFailedException.class);
        await().atMost(LIMIT).until(() -> !stage.notifications(Stage.PRIMARY).isEmpty());

        assertThat(history(stage, execution)).anyMatch(Marks::isIn);
        assertThat(logs(stage)).anyMatch(line -> Marks.isIn(line.text()));
        assertThat(stage.notifications(Stage.PRIMARY)).anyMatch(message -> Marks.isIn(message.message()));
    }

    private static List<LogLine> logs(Stage stage) {
        return stage.region(Stage.PRIMARY).functions().logs().lines();
    }

    /** The raw answers, page after page: the SDK hides what may be sensitive when it prints. */
    private List<String> history(Stage stage, String execution) throws Exception {
        URI endpoint = stage.region(Stage.PRIMARY).endpoint(AwsService.SFN);
        List<String> pages = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            String body = "{\"executionArn\":\"" + execution + "\",\"includeExecutionData\":true"
                    + token.map(value -> ",\"nextToken\":\"" + value + "\"").orElse("") + "}";
            String page = http.send(
                            HttpRequest.newBuilder(endpoint)
                                    .header("X-Amz-Target", "AWSStepFunctions.GetExecutionHistory")
                                    .header("Content-Type", "application/x-amz-json-1.0")
                                    .POST(BodyPublishers.ofString(body))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            assertThat(page).contains("\"events\"");
            pages.add(page);
            token = Optional.ofNullable(new com.fasterxml.jackson.databind.ObjectMapper()
                    .readTree(page)
                    .path("nextToken")
                    .textValue());
        } while (token.isPresent());
        return pages;
    }

    private static PoolDump marked(PoolDump pool) {
        List<PoolUser> users =
                pool.users().stream().map(PersonalDataTest::marked).toList();
        List<PoolGroup> groups = pool.groups().stream()
                .map(group -> new PoolGroup(
                        marked(group.name()),
                        Optional.of(Marks.UNICODE + " " + Marks.ASCII),
                        group.precedence(),
                        group.roleArn(),
                        group.created(),
                        group.lastModified()))
                .toList();
        List<PoolMembership> memberships = pool.memberships().stream()
                .map(member -> new PoolMembership(marked(member.username()), marked(member.groupName())))
                .toList();
        return new PoolDump(pool.userPool(), users, groups, memberships);
    }

    private static PoolUser marked(PoolUser user) {
        SortedMap<String, String> attributes = new TreeMap<>(user.attributes());
        attributes.computeIfPresent("email", (name, address) -> Marks.ASCII + address);
        attributes.computeIfPresent("given_name", (name, value) -> value + Marks.UNICODE);
        attributes.computeIfPresent("family_name", (name, value) -> Marks.ASCII + value);
        attributes.computeIfPresent("address", (name, value) -> Marks.UNICODE + value + Marks.ASCII);
        attributes.computeIfPresent("custom:department", (name, value) -> Marks.ASCII + Marks.UNICODE);
        return new PoolUser(
                marked(user.username()),
                attributes,
                user.enabled(),
                user.status(),
                user.created(),
                user.lastModified());
    }

    /** Not federated profiles' names: these are the provider's name and the id in {@code identities}. */
    private static String marked(String name) {
        return name.startsWith("google_") ? name : name + Marks.ASCII + Marks.UNICODE;
    }
}
