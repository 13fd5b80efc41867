package cognitobackup.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.drill.summary.ExportFigures;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Exports that list users in sixteen partitions, by the deployed workflows. Each test has a pool of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PartitionedExportTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Stage stage;
    private PoolDump changing;
    private PoolDump hiding;

    @BeforeAll
    void deploy() throws Exception {
        stage = Stage.start(StageOptions.standard().withoutWaiting());
        changing = pool(100, 21);
        hiding = pool(300, 22);
        stage.deployPrimary(List.of(changing.userPoolId(), hiding.userPoolId()), Map.of("listingPartitions", "16"));
    }

    @AfterAll
    void close() {
        stage.close();
    }

    @Test
    void theSecondExportListsInPartitionsAndAPoolComesBackFromIt() throws Exception {
        Set<String> filters = new ConcurrentSkipListSet<>();
        stage.userPools(Stage.PRIMARY).calls().listen((operation, request) -> {
            if (operation.equals("ListUsers")
                    && request.path("UserPoolId").asText().equals(changing.userPoolId())) {
                filters.add(request.path("Filter").asText());
            }
        });
        ExportFigures first = export(changing);
        assertThat(listedWhole(changing, first)).isEmpty();
        assertThat(filters).as("nothing but a listing without a filter").containsExactly("");
        filters.clear();
        String leaving = changing.users().get(0).username();
        stage.cognito(Stage.PRIMARY).adminDeleteUser(request -> request.userPoolId(changing.userPoolId())
                .username(leaving));

        ExportFigures second = export(changing);

        assertThat(listedWhole(changing, second)).contains(first.exportId());
        String sub = changing.users().get(0).sub();
        assertThat(filters).containsExactlyInAnyOrderElementsOf(filters("0123456789abcdef", sub, leaving));
        assertThat(second.users()).isEqualTo(first.users() - 1);
        assertThat(second.created() + second.updated()).isZero();
        List<String> expected = new ArrayList<>(restoredAsOf(first.exportId()));
        assertThat(expected).hasSizeGreaterThan(70);
        assertThat(expected.remove(leaving)).isTrue();
        assertThat(restoredAsOf("latest")).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void usersWhomPartitionsMissAreListedOnceMoreAndStay() throws Exception {
        ExportFigures first = export(hiding);
        hiding.users()
                .forEach(user -> stage.userPools(Stage.PRIMARY).misses().missUserOnce(hiding.userPoolId(), user.sub()));

        ExportFigures second = export(hiding);

        assertThat(stage.userPools(Stage.PRIMARY).misses().pending()).isZero();
        assertThat(listedWhole(hiding, second)).contains(first.exportId());
        assertThat(second.users()).isEqualTo(first.users());
        assertThat(second.created() + second.updated() + second.deleted()).isZero();
    }

    /** Those of all partitions, and of two questions for who is gone. */
    private static List<String> filters(String digits, String sub, String username) {
        return Stream.concat(
                        digits.chars().mapToObj(digit -> "sub ^= \"" + (char) digit + "\""),
                        Stream.of("sub = \"" + sub + "\"", "username = \"" + username + "\""))
                .toList();
    }

    private Optional<String> listedWhole(PoolDump pool, ExportFigures export) {
        String table = stage.outputs(Stage.PRIMARY).get("tableName").toString();
        Map<String, AttributeValue> manifest = stage.dynamoDb(Stage.PRIMARY)
                .getItem(request -> request.tableName(table)
                        .key(Map.of(
                                "pk",
                                AttributeValue.fromS("EXPORT#" + pool.userPoolId()),
                                "sk",
                                AttributeValue.fromS(export.exportId()))))
                .item();
        assertThat(manifest).isNotEmpty();
        return Optional.ofNullable(manifest.get("listedWhole")).map(AttributeValue::s);
    }

    private PoolDump pool(int users, long seed) {
        PoolDump pool = MadeUpPool.of(users, 5, seed, SignIn.USERNAME);
        PoolDump placed = pool.inPool(stage.createPool(Stage.PRIMARY, pool.userPool()));
        stage.fill(Stage.PRIMARY, placed);
        return placed;
    }

    private ExportFigures export(PoolDump pool) throws InterruptedException {
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        return ExportFigures.of(runbook.await(runbook.startExport(Map.of("userPoolId", pool.userPoolId())), LIMIT));
    }

    /** The usernames in a new pool, filled from a snapshot. */
    private List<String> restoredAsOf(String asOf) throws InterruptedException {
        String target = stage.createPool(Stage.PRIMARY, changing.userPool());
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        JsonNode output = runbook.await(
                runbook.startImport(
                        Map.of("targetUserPoolId", target, "userPoolId", changing.userPoolId(), "asOf", asOf)),
                LIMIT);
        assertThat(output.path("outcome").asText()).isEqualTo("COMPLETED");
        return stage.readPool(Stage.PRIMARY, target).users().stream()
                .map(PoolUser::username)
                .toList();
    }
}
