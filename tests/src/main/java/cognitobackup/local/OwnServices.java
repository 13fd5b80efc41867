package cognitobackup.local;

import cognitobackup.local.cognito.CognitoUserPools;
import cognitobackup.local.cognito.ImportSlot;
import cognitobackup.local.cognito.Surroundings;
import cognitobackup.local.dynamodb.DynamoDb;
import cognitobackup.local.dynamodb.GlobalTables;
import cognitobackup.local.gateway.AwsService;
import cognitobackup.local.http.HttpService;
import cognitobackup.local.http.JsonProtocol;
import cognitobackup.local.http.QueryProtocol;
import cognitobackup.local.lambda.LambdaFunctions;
import cognitobackup.local.s3.Buckets;
import cognitobackup.local.sns.Topics;
import cognitobackup.local.sqs.Queues;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The services of one Region that keep things, in this process. */
final class OwnServices implements AutoCloseable {
    private final DynamoDb dynamoDb;
    private final Queues queues;
    private final Buckets buckets;
    private final Topics topics;
    private final CognitoUserPools userPools;

    /**
     * @param endpoints where each service will answer
     * @param importSlot the account's, shared by its Regions
     * @param starters run the engines' starts side by side, since each takes a second
     */
    OwnServices(
            String region,
            LocalAwsOptions options,
            Map<AwsService, URI> endpoints,
            LambdaFunctions functions,
            GlobalTables globalTables,
            ImportSlot importSlot,
            Executor starters) {
        String account = options.accountId();
        CompletableFuture<DynamoDb> startedDynamoDb =
                CompletableFuture.supplyAsync(() -> new DynamoDb(region, account, globalTables), starters);
        CompletableFuture<Queues> startedQueues = CompletableFuture.supplyAsync(
                () -> new Queues(region, account, endpoints.get(AwsService.SQS), options.longPolling()), starters);
        CompletableFuture<Buckets> startedBuckets = CompletableFuture.supplyAsync(Buckets::new, starters);
        this.topics = new Topics(region, account, options.clock());
        this.userPools = new CognitoUserPools(
                region,
                account,
                options.clock(),
                options.quotas(),
                options.cognito(),
                new Surroundings(
                        importSlot, endpoints.get(AwsService.S3), new LocalTriggers(region, account, functions)));
        this.dynamoDb = startedDynamoDb.join();
        this.queues = startedQueues.join();
        this.buckets = startedBuckets.join();
    }

    Map<AwsService, HttpService> services() {
        return Map.of(
                AwsService.DYNAMODB, dynamoDb.front(),
                AwsService.SQS, queues.front(),
                AwsService.S3, userPools.uploads().before(buckets.front()),
                AwsService.SNS, new QueryProtocol(topics),
                AwsService.COGNITO_IDENTITY_PROVIDER, new JsonProtocol(userPools, "1.1"));
    }

    DynamoDb dynamoDb() {
        return dynamoDb;
    }

    Topics topics() {
        return topics;
    }

    CognitoUserPools userPools() {
        return userPools;
    }

    @Override
    public void close() {
        buckets.close();
        queues.close();
        dynamoDb.close();
    }
}
