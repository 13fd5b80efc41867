package cognitobackup.stacks;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configuration of one stack, validated as a whole.
 *
 * @param role which of the two stacks this is
 * @param region the AWS Region of this stack ({@code aws:region})
 * @param names how what the stack makes is called
 * @param tags what everything is tagged with that can be
 * @param userPools the pools of this Region that are backed up
 * @param secondaryRegion the Region of the table's replica; the primary stack's alone
 * @param existingTable a table that holds backups already, to be used instead of one of the stack's own; the primary
 *     stack's alone
 * @param tableKey the ARN of the customer managed key that encrypts the table, or its replica, in this Region, chosen
 *     when the table is made; without it DynamoDB's own KMS key does
 * @param replicaKey the same for the replica in the secondary Region, given together with the table's; the primary
 *     stack's alone
 * @param existingKey the ARN of a customer managed key of this Region for topic, queues, reports and logs, to be used
 *     instead of one of the stack's own
 * @param primaryStack the stack that owns the table, as organization/project/stack; the secondary stack's alone
 * @param topics who is told of what
 * @param quotaShare how much of Amazon Cognito's default request quotas this deployment may use: above 0, at most 1
 * @param requestsPerSecond by category of Cognito's quotas, instead of the share of its default
 * @param cognitoTps a cap on the requests per second of every category; none without it
 * @param historyRetentionDays how long older versions and snapshots stay readable
 * @param reportRetentionDays how long the reports and plans of imports are kept
 * @param functionTimeoutSeconds how long one call of a function may take: 15 to 900
 * @param memberWorkers how many workers of one run list the members of groups: 1 to 40
 * @param listingPartitions how many workers of one export list users, each those whose sub begins with digits of its own:
 *     1, 2, 4, 8 or 16
 * @param importWorkers how many workers of one import take messages from each queue: 1 to 40
 * @param listingSettleSeconds how long after a change a pool's listings are taken to show it: 0 to 900
 * @param snapshotPatienceSeconds how long an import waits for replication where a snapshot is not whole: 0 to 3600
 * @param importJobPatienceSeconds how long an import waits until Cognito starts its user import job, and for a job that
 *     takes longer than its users should need: 0 to 86400
 * @param deletionGuardPercent which share of the records of a kind one export may find gone: 1 to 100
 * @param captureMfa whether exports ask for each user's second factors, which bills every user as active each month
 * @param logLevel the least severe level that the functions log
 * @param furtherSources pools beside the stack's own, and the primary's, whose backups imports may use: those of the other
 *     Region, and those that are not backed up any more
 * @param importTargets the pools that an import may fill, none of them backed up; empty for every pool of this account
 *     and Region but those that are
 * @param originalSubAttribute the custom attribute in which an import keeps the old sub of every user that it creates, in
 *     targets whose schema has it
 * @param importIntoSources whether an import may also write to pools that are backed up
 * @param lambdaJar the packaged Lambda functions, relative to the directory where the program runs
 */
record Settings(
        Role role,
        String region,
        Names names,
        Map<String, String> tags,
        List<UserPool> userPools,
        Optional<String> secondaryRegion,
        Optional<String> existingTable,
        Optional<String> tableKey,
        Optional<String> replicaKey,
        Optional<String> existingKey,
        Optional<String> primaryStack,
        Topics topics,
        double quotaShare,
        Map<String, Double> requestsPerSecond,
        Optional<Double> cognitoTps,
        int historyRetentionDays,
        int reportRetentionDays,
        int functionTimeoutSeconds,
        int memberWorkers,
        int listingPartitions,
        int importWorkers,
        int listingSettleSeconds,
        int snapshotPatienceSeconds,
        int importJobPatienceSeconds,
        int deletionGuardPercent,
        boolean captureMfa,
        String logLevel,
        List<String> furtherSources,
        List<String> importTargets,
        String originalSubAttribute,
        boolean importIntoSources,
        String lambdaJar) {
    /** The Pulumi project, which is the namespace of the configuration keys. */
    static final String PROJECT = "cognito-user-profiles-export";

    /** Which stack owns the table. */
    enum Role {
        PRIMARY,
        SECONDARY
    }

    /**
     * A pool that is backed up.
     *
     * @param schedule when, as an expression of EventBridge Scheduler; without it exports are started by hand
     * @param retiredTable the table of the retired architecture, in this Region, that the pool's first snapshot is taken
     *     over from; never with a schedule
     */
    record UserPool(String id, Optional<String> schedule, Optional<String> retiredTable) {}

    /** The role as it is configured. */
    String roleName() {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /** The tables of the retired architecture by pool. */
    Map<String, String> retiredTables() {
        return new TreeMap<>(userPools.stream()
                .filter(pool -> pool.retiredTable().isPresent())
                .collect(Collectors.toMap(
                        UserPool::id, pool -> pool.retiredTable().orElseThrow())));
    }

    List<String> userPoolIds() {
        return userPools.stream().map(UserPool::id).toList();
    }

    /** The pools that this stack's configuration names as those whose backups imports may use. */
    List<String> sourceUserPoolIds() {
        return Stream.concat(userPoolIds().stream(), furtherSources.stream()).toList();
    }
}
