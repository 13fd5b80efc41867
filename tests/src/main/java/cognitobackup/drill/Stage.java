package cognitobackup.drill;

import cognitobackup.deployer.Deployer;
import cognitobackup.deployer.Deployment;
import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.drill.endpoint.EndpointException;
import cognitobackup.drill.endpoint.Lack;
import cognitobackup.drill.endpoint.OwnEdge;
import cognitobackup.drill.population.ApiFiller;
import cognitobackup.drill.population.EmptyPool;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolFiller;
import cognitobackup.drill.population.PoolReader;
import cognitobackup.local.Clients;
import cognitobackup.local.LocalAws;
import cognitobackup.local.LocalAwsOptions;
import cognitobackup.local.LocalRegion;
import cognitobackup.local.cognito.Behaviour;
import cognitobackup.local.cognito.CognitoUserPools;
import cognitobackup.local.cognito.ImportBehaviour;
import cognitobackup.local.cognito.QuotaCategory;
import cognitobackup.local.cognito.Quotas;
import cognitobackup.local.dynamodb.Replication;
import cognitobackup.local.gateway.Call;
import cognitobackup.local.iam.Iam;
import cognitobackup.local.lambda.FunctionDefinition;
import cognitobackup.local.lambda.LambdaFunctions;
import cognitobackup.local.sns.PublishedMessage;
import cognitobackup.local.stepfunctions.Sleeper;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LambdaConfigType;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Two Regions of a local AWS with the pools in them, and the two stacks as the Pulumi program deploys them. */
public final class Stage implements AutoCloseable {
    public static final String PRIMARY = "us-east-1";
    public static final String SECONDARY = "us-west-2";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration REPLICATION_LIMIT = Duration.ofMinutes(1);
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(20);

    /** The functions' share of the quotas, as by default: the rest is left to sign-ins. */
    private static final double QUOTA_SHARE = 0.5;

    /** When pools are exported, as far as clocks go: schedules are fired by hand here. */
    private static final String EVERY_NIGHT = "cron(0 3 * * ? *)";

    /** What of the quotas backups and restores make use of. */
    private static final List<QuotaCategory> USED = List.of(
            QuotaCategory.USER_CREATION,
            QuotaCategory.USER_ACCOUNT_RECOVERY,
            QuotaCategory.USER_UPDATE,
            QuotaCategory.USER_LIST,
            QuotaCategory.USER_POOL_READ,
            QuotaCategory.USER_POOL_RESOURCE_READ,
            QuotaCategory.USER_POOL_RESOURCE_UPDATE,
            QuotaCategory.USER_POOL_CLIENT_READ);

    private final StageOptions options;
    private final LocalAws aws;
    private final Deployer deployer;
    private final Map<String, Clients> clients = new HashMap<>();
    private final Map<String, Deployment> deployments = new HashMap<>();

    private Stage(StageOptions options) {
        this.options = options;
        LocalAwsOptions local = LocalAwsOptions.of(PRIMARY, SECONDARY)
                .withLambda(options.lambda())
                .withClock(options.clock())
                .withQuotas(Quotas.ofAws().times(options.quotaFactor()))
                .withCognito(
                        Behaviour.standard().withImports(ImportBehaviour.ofAws().times(options.quotaFactor())));
        LocalAwsOptions waiting = options.waits()
                ? local
                : local.withSleeper(Sleeper.ofAtMost(SHORTEST_WAIT)).withoutLongPolling();
        this.aws = LocalAws.start(options.endpoint()
                .map(there -> waiting.withServicesAt(there.elsewhere(), there.accountId()))
                .orElse(waiting));
        // Others may have rehearsed at an endpoint before.
        this.deployer = options.endpoint()
                .map(there -> new Deployer(aws, UUID.randomUUID().toString(), there.leavesOut()))
                .orElseGet(() -> new Deployer(aws));
        aws.regions().forEach(region -> clients.put(region.name(), Clients.of(region)));
    }

    /** Starts the services of both Regions, which takes some seconds. */
    public static Stage start(StageOptions options) {
        return new Stage(options);
    }

    /** Creates an empty pool by the description of another; returns its id. */
    public String createPool(String region, JsonNode description) {
        return new EmptyPool(clients.get(region).cognito()).create(description);
    }

    /** Creates an empty pool with triggers by the description of another; returns its id. */
    public String createPool(String region, JsonNode description, LambdaConfigType triggers) {
        return new EmptyPool(clients.get(region).cognito()).create(description, triggers);
    }

    /** Whether what an endpoint may lack is here. */
    public boolean has(Lack what) {
        return options.endpoint().map(there -> there.has(what)).orElse(true);
    }

    /** Whether Cognito, the tables, queues, topics and buckets are this process's own, and can be looked into. */
    public boolean hasStores() {
        return options.endpoint().isEmpty();
    }

    /** Whether the calls of functions pass this process, and those of a lost Region end in it. */
    public boolean runsFunctions() {
        return options.endpoint().map(there -> !there.runs().functions()).orElse(true);
    }

    /**
     * Puts a population into the pool that it names.
     *
     * @return how many users the pool could not be given, by the reason
     */
    public Map<String, Integer> fill(String region, PoolDump population) {
        if (options.endpoint().isEmpty()) {
            new PoolFiller(userPools(region)).fill(population);
            return Map.of();
        }
        if (has(Lack.ANY_STATUS)) {
            OwnEdge.fill(options.endpoint().get(), region, population);
            return Map.of();
        }
        try {
            return new ApiFiller(clients.get(region).cognito()).fill(population);
        } catch (SdkException e) {
            throw new EndpointException("The endpoint's Cognito does not take the population: " + e.getMessage());
        }
    }

    /** What a pool contains, by Cognito's public API. */
    public PoolDump readPool(String region, String userPoolId) {
        return new PoolReader(clients.get(region).cognito()).read(userPoolId);
    }

    /** Deploys the primary stack, or deploys it anew, with these pools to be backed up. */
    public void deployPrimary(List<String> userPoolIds) throws DeploymentFailedException {
        deployPrimary(userPoolIds, Map.of());
    }

    /**
     * Deploys the primary stack, or deploys it anew.
     *
     * @param userPoolIds the pools to be backed up
     * @param settings further keys of its configuration
     */
    public void deployPrimary(List<String> userPoolIds, Map<String, String> settings) throws DeploymentFailedException {
        Map<String, String> configuration = configuration(PRIMARY, userPoolIds);
        configuration.putAll(settings);
        configuration.put("role", "primary");
        configuration.put("secondaryRegion", SECONDARY);
        deployments.put(PRIMARY, deployer.deploy("primary", configuration));
    }

    /** Deploys the secondary stack, or deploys it anew, with these pools to be backed up. */
    public void deploySecondary(List<String> userPoolIds) throws DeploymentFailedException {
        Map<String, String> configuration = configuration(SECONDARY, userPoolIds);
        configuration.put("role", "secondary");
        configuration.put("primaryStack", "organization/cognito-user-profiles-export/primary");
        deployments.put(SECONDARY, deployer.deploy("secondary", configuration));
    }

    /** Destroys the primary stack; its table, which is protected, stays. */
    public void destroyPrimary() {
        deployer.destroy("primary");
        deployments.remove(PRIMARY);
    }

    private Map<String, String> configuration(String region, List<String> userPoolIds) {
        Map<String, String> configuration = new HashMap<>();
        configuration.put("aws:region", region);
        ArrayNode pools = JSON.createArrayNode();
        userPoolIds.forEach(id -> pools.addObject().put("id", id).put("schedule", EVERY_NIGHT));
        configuration.put("userPools", pools.toString());
        ObjectNode rates = JSON.createObjectNode();
        USED.forEach(category ->
                rates.put(category.awsName(), category.defaultPerSecond() * options.quotaFactor() * QUOTA_SHARE));
        configuration.put("requestsPerSecond", rates.toString());
        configuration.put("functionTimeoutSeconds", String.valueOf(options.functionTimeoutSeconds()));
        // The local Cognito lists what is there, and the local replication takes milliseconds.
        configuration.put("listingSettleSeconds", "1");
        configuration.put("snapshotPatienceSeconds", "3");
        configuration.put("importJobPatienceSeconds", "30");
        configuration.put("lambdaJar", Project.lambdaJar().toString());
        return configuration;
    }

    /** What the stack of a Region put out. */
    public Map<String, Object> outputs(String region) {
        return deployments.get(region).outputs();
    }

    /** What an operator does with the stack of a Region. */
    public Runbook runbook(String region) {
        return new Runbook(clients.get(region).stepFunctions(), outputs(region));
    }

    /** Cognito as the operator of a Region, or its customers' application, calls it. */
    public CognitoIdentityProviderClient cognito(String region) {
        return clients.get(region).cognito();
    }

    /** The tables of a Region, as an operator looks at them. */
    public DynamoDbClient dynamoDb(String region) {
        return clients.get(region).dynamoDb();
    }

    /** The queues of a Region, as an operator looks at them. */
    public SqsClient queues(String region) {
        return clients.get(region).sqs();
    }

    /** What a workflow left in the reports bucket of a Region. */
    public JsonNode report(String region, String key) {
        try (S3Client s3 = clients.get(region).s3()) {
            String bucket = String.valueOf(outputs(region).get("reportsBucketName"));
            return JSON.readTree(
                    s3.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                            .asUtf8String());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The report is not JSON.", e);
        }
    }

    /** A file of the reports bucket of a Region; empty where there is none. */
    public Optional<byte[]> reportsFile(String region, String key) {
        try (S3Client s3 = clients.get(region).s3()) {
            String bucket = String.valueOf(outputs(region).get("reportsBucketName"));
            return Optional.of(
                    s3.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                            .asByteArray());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    /** Waits until what was written in the primary Region has arrived in the secondary. */
    public void awaitReplication() throws InterruptedException {
        if (options.endpoint().isPresent()) {
            awaitEqualTables();
            return;
        }
        try {
            aws.replication().awaitCaughtUp(REPLICATION_LIMIT);
        } catch (TimeoutException e) {
            throw new IllegalStateException("The local replication does not catch up.", e);
        }
    }

    private void awaitEqualTables() throws InterruptedException {
        String table = String.valueOf(outputs(PRIMARY).get("tableName"));
        long deadline = System.nanoTime() + REPLICATION_LIMIT.toNanos();
        while (!items(PRIMARY, table).equals(items(SECONDARY, table))) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("The endpoint's replication does not catch up.");
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private Set<Map<String, AttributeValue>> items(String region, String table) {
        try (DynamoDbClient dynamoDb = dynamoDb(region)) {
            return dynamoDb.scanPaginator(request -> request.tableName(table)).items().stream()
                    .map(Stage::withoutReplicationsOwn)
                    .collect(Collectors.toSet());
        }
    }

    /** Older global tables keep attributes of their own in items. */
    private static Map<String, AttributeValue> withoutReplicationsOwn(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> own = new HashMap<>(item);
        own.keySet().removeIf(name -> name.startsWith("aws:rep:"));
        return own;
    }

    /** What carries the table's changes between the Regions. */
    public Replication replication() {
        return aws.replication();
    }

    /** Loses the primary Region for good. */
    public void losePrimary() {
        aws.region(PRIMARY).lose();
    }

    /** The calls that somebody made of the primary Region after it was lost. */
    public List<Call> callsOfLostRegion() {
        return aws.region(PRIMARY).gate().callsAfterLoss();
    }

    /** Who may do what, and what of that was used. */
    public Iam iam() {
        return aws.iam();
    }

    public LocalRegion region(String name) {
        return aws.region(name);
    }

    /** Ends the functions that work off an import's queues in a Region, whatever they are at. */
    public void killQueueWorkers(String region) {
        LambdaFunctions functions = aws.region(region).functions();
        functions.functions().stream()
                .map(FunctionDefinition::name)
                .filter(name -> name.contains("CreateUsers") || name.contains("UpdateUsers"))
                .forEach(functions::killInstances);
    }

    public CognitoUserPools userPools(String region) {
        return aws.region(region).userPools();
    }

    /** What was published to the topics of a Region, oldest first. */
    public List<PublishedMessage> notifications(String region) {
        return aws.region(region).topics().published();
    }

    @Override
    public void close() {
        deployer.close();
        clients.values().forEach(Clients::close);
        aws.close();
    }
}
