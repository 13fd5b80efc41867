package cognitobackup.drill.scenario;

import cognitobackup.drill.Stage;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.drill.summary.ExportFigures;
import cognitobackup.local.cognito.PoolState;
import cognitobackup.local.dynamodb.Replication;
import cognitobackup.local.dynamodb.ReplicationOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The manifest of the newest export is in the secondary Region before its records: no import takes it for whole. */
final class PartialReplica implements Scenario {
    private static final int CHANGED = 20;

    @Override
    public String name() {
        return "partial-replica";
    }

    @Override
    public String description() {
        return "The newest export has not arrived whole in the secondary Region; an import there notices.";
    }

    @Override
    public List<String> story() {
        return List.of(
                "You have to restore in the secondary Region, and replication is behind: the newest export's manifest is",
                "there, its records are not. The import of the latest says what is missing, and touches nothing. You take",
                "the newest export that is whole there; once replication has caught up, the latest works.");
    }

    @Override
    public PoolDump population() {
        return MadeUpPool.of(50, 4, 61, SignIn.USERNAME);
    }

    @Override
    public Optional<String> onlyHere() {
        return Optional.of("holds back replication");
    }

    @Override
    public Setting setting() {
        return Setting.ofLivingPools().withSecondary();
    }

    @Override
    public void rehearse(Rehearsal rehearsal) throws InterruptedException {
        Stage stage = rehearsal.stage();
        PoolDump first = rehearsal.source();
        rehearsal.say("Exporting the pool, which replication carries to the secondary Region");
        ExportFigures whole = rehearsal.export(Stage.PRIMARY, first);
        stage.awaitReplication();
        try (LivingPool pool = new LivingPool(stage, first)) {
            for (PoolUser user : changedUsers(first)) {
                pool.set(user.username(), "given_name", "Changed");
            }
        }
        PoolDump second = rehearsal.read(first);
        Replication replication = stage.replication();
        try {
            replication.pause();
            rehearsal.say("Replication falls behind; the pool has changed, and is exported again");
            ExportFigures newest = rehearsal.export(Stage.PRIMARY, second);
            // DynamoDB replicates item by item in no promised order: the worst is that the manifest comes first.
            replication.setOrder(ReplicationOrder.first("pk", "EXPORT#"));
            replication.deliver(1);
            refuseLatest(rehearsal, first, whole, newest);
            restore(rehearsal, "latest-complete", first);
        } finally {
            replication.setOrder(ReplicationOrder.asWritten());
            replication.resume();
        }
        rehearsal.say("Replication catches up");
        stage.awaitReplication();
        restore(rehearsal, "latest", second);
    }

    private static void refuseLatest(Rehearsal rehearsal, PoolDump pool, ExportFigures whole, ExportFigures newest)
            throws InterruptedException {
        rehearsal.say("Restoring the latest in the secondary Region");
        Stage stage = rehearsal.stage();
        String target = stage.createPool(Stage.SECONDARY, pool.userPool());
        String refusal = rehearsal.refused(
                "an import of the latest",
                Stage.SECONDARY,
                stage.runbook(Stage.SECONDARY)
                        .startImport(Map.of("targetUserPoolId", target, "userPoolId", pool.userPoolId())),
                newest.exportId(),
                whole.exportId());
        Set<String> shards = Pattern.compile("USER [0-9a-f]\\b")
                .matcher(refusal)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        rehearsal.equal("the shards of users that it names", shards(changedUsers(pool)), shards);
        PoolState state = stage.userPools(Stage.SECONDARY).state(target);
        rehearsal.equal(
                "users and groups in the target then",
                0,
                state.users().size() + state.groups().size());
    }

    private static List<PoolUser> changedUsers(PoolDump pool) {
        return LivingPool.everydayUsers(pool).subList(0, CHANGED);
    }

    /** As docs/data-format.md has them: the first hexadecimal digit of the sub's SHA-256. */
    private static Set<String> shards(List<PoolUser> users) {
        Set<String> shards = new TreeSet<>();
        for (PoolUser user : users) {
            try {
                byte[] hash =
                        MessageDigest.getInstance("SHA-256").digest(user.sub().getBytes(StandardCharsets.UTF_8));
                shards.add("USER " + HexFormat.of().formatHex(hash).charAt(0));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("Every JDK has SHA-256.", e);
            }
        }
        return shards;
    }

    private static void restore(Rehearsal rehearsal, String asOf, PoolDump expected) throws InterruptedException {
        rehearsal.say("Restoring " + asOf + " in the secondary Region");
        rehearsal.restore(Stage.SECONDARY, asOf, asOf, expected);
    }
}
