package cognitobackup.local;

import cognitobackup.local.access.AccessCheck;
import cognitobackup.local.cognito.CognitoUserPools;
import cognitobackup.local.cognito.ImportSlot;
import cognitobackup.local.cognito.Surroundings;
import cognitobackup.local.dynamodb.DynamoDb;
import cognitobackup.local.dynamodb.GlobalTables;
import cognitobackup.local.events.EventBus;
import cognitobackup.local.events.Schedules;
import cognitobackup.local.gateway.AwsService;
import cognitobackup.local.gateway.RegionGate;
import cognitobackup.local.http.HttpFront;
import cognitobackup.local.http.HttpService;
import cognitobackup.local.http.JsonProtocol;
import cognitobackup.local.iam.Iam;
import cognitobackup.local.lambda.FunctionRuntime;
import cognitobackup.local.lambda.LambdaApi;
import cognitobackup.local.lambda.LambdaFunctions;
import cognitobackup.local.s3.Buckets;
import cognitobackup.local.sns.Topics;
import cognitobackup.local.sqs.Queues;
import cognitobackup.local.stepfunctions.StepFunctions;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** The services of one Region, each at an endpoint of its own. */
public final class LocalRegion implements AutoCloseable {
    private final String name;
    private final GlobalTables globalTables;
    private final RegionGate gate;
    private final Map<AwsService, HttpFront> fronts = new EnumMap<>(AwsService.class);
    private final DynamoDb dynamoDb;
    private final Queues queues;
    private final Buckets buckets;
    private final Topics topics;
    private final LambdaFunctions functions;
    private final EventBus eventBus;
    private final CognitoUserPools userPools;
    private final StepFunctions stepFunctions;
    private final Schedules schedules;

    /**
     * @param iam the account's
     * @param importSlot the account's, shared by its Regions
     * @param starters run the engines' starts side by side, since each takes a second
     */
    LocalRegion(
            String name,
            LocalAwsOptions options,
            Iam iam,
            FunctionRuntime runtime,
            GlobalTables globalTables,
            ImportSlot importSlot,
            Executor starters) {
        this.name = name;
        this.globalTables = globalTables;
        this.gate = new RegionGate(name, new AccessCheck(name, iam));
        for (AwsService service : AwsService.values()) {
            fronts.put(service, new HttpFront(service.toString()));
        }
        String account = options.accountId();
        CompletableFuture<DynamoDb> startedDynamoDb =
                CompletableFuture.supplyAsync(() -> new DynamoDb(name, account, globalTables), starters);
        CompletableFuture<Queues> startedQueues = CompletableFuture.supplyAsync(
                () -> new Queues(name, account, endpoint(AwsService.SQS), options.longPolling()), starters);
        CompletableFuture<Buckets> startedBuckets = CompletableFuture.supplyAsync(Buckets::new, starters);
        this.topics = new Topics(name, account, options.clock());
        this.functions = new LambdaFunctions(name, iam, gate, runtime, endpointVariables());
        this.eventBus = new EventBus(name, iam, functions);
        this.userPools = new CognitoUserPools(
                name,
                account,
                options.clock(),
                options.quotas(),
                options.cognito(),
                new Surroundings(importSlot, endpoint(AwsService.S3), new LocalTriggers(name, account, functions)));
        this.stepFunctions = new StepFunctions(
                name,
                account,
                options.clock(),
                options.sleeper(),
                new LambdaTasks(functions, iam),
                change -> eventBus.accept(change.event()));
        this.schedules = new Schedules(name, iam, stepFunctions);
        this.dynamoDb = startedDynamoDb.join();
        this.queues = startedQueues.join();
        this.buckets = startedBuckets.join();
        serve(AwsService.DYNAMODB, dynamoDb.front());
        serve(AwsService.SQS, queues.front());
        serve(AwsService.S3, userPools.uploads().before(buckets.front()));
        serve(AwsService.SNS, topics);
        serve(AwsService.LAMBDA, new LambdaApi(functions));
        serve(AwsService.COGNITO_IDENTITY_PROVIDER, new JsonProtocol(userPools, "1.1"));
        serve(AwsService.SFN, new JsonProtocol(stepFunctions, "1.0"));
        serve(AwsService.EVENTBRIDGE, new JsonProtocol(eventBus, "1.1"));
    }

    private void serve(AwsService service, HttpService behind) {
        fronts.get(service).serve(gate.before(service, behind));
    }

    public String name() {
        return name;
    }

    public URI endpoint(AwsService service) {
        return fronts.get(service).endpoint();
    }

    /** {@code AWS_ENDPOINT_URL_…} for every service: what any SDK or CLI of AWS needs to find them. */
    public Map<String, String> endpointVariables() {
        Map<String, String> variables = new TreeMap<>();
        fronts.forEach((service, front) ->
                variables.put(service.endpointVariable(), front.endpoint().toString()));
        return variables;
    }

    public RegionGate gate() {
        return gate;
    }

    public DynamoDb dynamoDb() {
        return dynamoDb;
    }

    public Topics topics() {
        return topics;
    }

    public LambdaFunctions functions() {
        return functions;
    }

    public EventBus eventBus() {
        return eventBus;
    }

    public CognitoUserPools userPools() {
        return userPools;
    }

    public StepFunctions stepFunctions() {
        return stepFunctions;
    }

    public Schedules schedules() {
        return schedules;
    }

    /**
     * Loses the Region, for good: its functions and workflows die where they are, its endpoints break every connection, and what has
     * not been replicated yet is lost with it. Requests that still reach it are kept in {@link RegionGate#callsAfterLoss}.
     */
    public void lose() {
        gate.lose();
        stepFunctions.close();
        functions.killInstances();
        globalTables.lose(name);
    }

    @Override
    public void close() {
        fronts.values().forEach(HttpFront::close);
        stepFunctions.close();
        functions.close();
        buckets.close();
        queues.close();
        dynamoDb.close();
    }
}
