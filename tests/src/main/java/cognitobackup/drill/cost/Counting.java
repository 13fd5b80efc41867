package cognitobackup.drill.cost;

import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.drill.Runbook;
import cognitobackup.drill.Stage;
import cognitobackup.drill.StageOptions;
import cognitobackup.drill.cost.CountedRun.Kind;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolMembership;
import cognitobackup.local.lambda.LambdaServiceException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;

/**
 * Runs exports, watches and imports on the local AWS and counts what they use. The stacks are those that the Pulumi program
 * registers, with one pool at a time.
 */
public final class Counting implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** So many of each group that every group is listed again, and so few that this is most of what they cost. */
    private static final int FEW_OF_A_GROUP = 4;

    /** As much as the deletion guard lets pass. */
    private static final double MANY = 0.09;

    private final Stage stage = Stage.start(StageOptions.standard().withoutWaiting());
    private final List<CountedRun> runs = new ArrayList<>();
    private PoolSize size;
    private PoolDump pool;
    private Meter primary;
    private Meter secondary;

    /** A step of a run, at whose end everything that belongs to it has been done. */
    private interface Step {
        void run() throws InterruptedException;
    }

    /** Every run that an estimate goes by; takes some minutes. */
    public static CountedRuns everything() throws IOException, DeploymentFailedException, InterruptedException {
        Map<String, StackParts> parts = StackParts.ofBoth();
        try (Counting counting = new Counting()) {
            for (PoolSize size : List.of(
                    CountedRuns.SMALL, CountedRuns.MORE_USERS, CountedRuns.MORE_GROUPS, CountedRuns.MORE_MEMBERSHIPS)) {
                counting.fill(size);
                counting.unchanged();
                if (size.equals(CountedRuns.MORE_MEMBERSHIPS)) {
                    counting.changes();
                }
                counting.restore();
            }
            return new CountedRuns(parts, counting.runs());
        }
    }

    public List<CountedRun> runs() {
        return List.copyOf(runs);
    }

    /** Makes a pool, and deploys the stacks, or deploys them anew, for it alone. */
    public void fill(PoolSize of) throws DeploymentFailedException {
        this.size = of;
        PoolDump content = CountedPool.of(of);
        this.pool = content.inPool(stage.createPool(Stage.PRIMARY, content.userPool()));
        stage.fill(Stage.PRIMARY, pool);
        stage.deployPrimary(
                List.of(),
                Map.of("userPools", "[{\"id\":\"" + pool.userPoolId() + "\",\"schedule\":\"rate(1 day)\"}]"));
        stage.deploySecondary(List.of());
        String table = String.valueOf(stage.outputs(Stage.PRIMARY).get("tableName"));
        this.primary = new Meter(stage.region(Stage.PRIMARY), table);
        this.secondary = new Meter(stage.region(Stage.SECONDARY), table);
    }

    /** The first exports of the pool, and the watches after them. */
    public void unchanged() throws InterruptedException {
        count(Kind.FIRST_EXPORT, 0, this::export);
        rename(pool.users().size(), "once");
        count(Kind.ALL_CHANGED_EXPORT, pool.users().size(), this::export);
        count(Kind.UNCHANGED_EXPORT, 0, this::export);
        stage.awaitReplication();
        count(Kind.VERIFYING_WATCH, 0, this::watch);
        count(Kind.IDLE_WATCH, 0, this::watch);
    }

    /** Exports of users and memberships that were changed, after those of {@link #unchanged}. */
    public void changes() throws InterruptedException {
        int many = (int) (MANY * size.users());
        rename(many, "twice");
        count(Kind.USERS_CHANGED_EXPORT, many, this::export);
        int few = FEW_OF_A_GROUP * size.groups();
        move(0, few);
        count(Kind.FEW_MOVED_EXPORT, few, this::export);
        move(few, few + many);
        count(Kind.MANY_MOVED_EXPORT, many, this::export);
        count(Kind.AFTER_MOVES_EXPORT, many, this::export);
    }

    /** An import into an empty pool of the secondary Region. */
    public void restore() throws InterruptedException {
        stage.awaitReplication();
        String target = stage.createPool(Stage.SECONDARY, pool.userPool());
        Runbook runbook = stage.runbook(Stage.SECONDARY);
        JsonNode[] output = new JsonNode[1];
        CountedRun run = counted(
                Kind.RESTORE,
                0,
                () -> output[0] = runbook.await(
                        runbook.startImport(Map.of("targetUserPoolId", target, "userPoolId", pool.userPoolId())),
                        LIMIT));
        require(output[0], "COMPLETED");
        JsonNode report = stage.report(Stage.SECONDARY, output[0].path("report").asText());
        runs.add(new CountedRun(
                run.kind(),
                run.pool(),
                0,
                run.primary(),
                run.secondary()
                        .with(
                                Counted.ACTIVE_USERS,
                                report.path("cost").path("activeUsers").asDouble())));
    }

    private void count(Kind kind, int changed, Step step) throws InterruptedException {
        runs.add(counted(kind, changed, step));
    }

    private CountedRun counted(Kind kind, int changed, Step step) throws InterruptedException {
        Meter.Reading before = primary.read();
        Meter.Reading beforeElsewhere = secondary.read();
        step.run();
        // What the replica stores follows from the table, whenever it arrives.
        return new CountedRun(
                kind, size, changed, primary.since(before), withoutStored(secondary.since(beforeElsewhere)));
    }

    private static Usage withoutStored(Usage usage) {
        Usage other = usage;
        for (Counted stored : List.of(
                Counted.RECORD_BYTES,
                Counted.HISTORY_BYTES,
                Counted.SEEN_BYTES,
                Counted.INDEX_BYTES,
                Counted.EXPIRING_WRITE_UNITS)) {
            other = other.with(stored, 0);
        }
        return other;
    }

    private void export() throws InterruptedException {
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        require(runbook.await(runbook.startExport(Map.of("userPoolId", pool.userPoolId())), LIMIT), "COMPLETED");
    }

    private static void require(JsonNode output, String outcome) {
        if (!output.path("outcome").asText().equals(outcome)) {
            throw new IllegalStateException("A run that was to be counted ended " + output.path("outcome"));
        }
    }

    private void watch() {
        for (String region : List.of(Stage.PRIMARY, Stage.SECONDARY)) {
            String function = stage.region(region).schedules().all().stream()
                    .map(schedule -> schedule.target())
                    .filter(target -> target.contains(":function:"))
                    .findFirst()
                    .orElseThrow();
            try {
                if (stage.region(region).functions().invoke(function, "{}").failed()) {
                    throw new IllegalStateException("A watch that was to be counted failed.");
                }
            } catch (LambdaServiceException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void rename(int users, String how) {
        try (CognitoIdentityProviderClient cognito = stage.cognito(Stage.PRIMARY)) {
            for (int number = 0; number < users; number++) {
                String name = CountedPool.name(number);
                cognito.adminUpdateUserAttributes(request -> request.userPoolId(pool.userPoolId())
                        .username(name)
                        .userAttributes(AttributeType.builder()
                                .name("name")
                                .value("Renamed " + how + " " + name)
                                .build()));
            }
        }
    }

    /** Moves the users of some memberships from their group to the next but one: some are in the next one already. */
    private void move(int from, int to) {
        try (CognitoIdentityProviderClient cognito = stage.cognito(Stage.PRIMARY)) {
            IntStream.range(from, to)
                    .mapToObj(pool.memberships()::get)
                    .forEach(membership -> move(cognito, membership));
        }
    }

    private void move(CognitoIdentityProviderClient cognito, PoolMembership membership) {
        int group = Integer.parseInt(
                membership.groupName().substring(CountedPool.groupName(0).length() - 1));
        cognito.adminRemoveUserFromGroup(request -> request.userPoolId(pool.userPoolId())
                .username(membership.username())
                .groupName(membership.groupName()));
        cognito.adminAddUserToGroup(request -> request.userPoolId(pool.userPoolId())
                .username(membership.username())
                .groupName(CountedPool.groupName((group + 2) % size.groups())));
    }

    @Override
    public void close() {
        stage.close();
    }
}
