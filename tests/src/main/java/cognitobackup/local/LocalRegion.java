package cognitobackup.local;

import cognitobackup.local.access.AccessCheck;
import cognitobackup.local.cloudwatch.CloudWatch;
import cognitobackup.local.cognito.CognitoUserPools;
import cognitobackup.local.cognito.ImportSlot;
import cognitobackup.local.dynamodb.DynamoDb;
import cognitobackup.local.dynamodb.GlobalTables;
import cognitobackup.local.events.EventBus;
import cognitobackup.local.events.Schedules;
import cognitobackup.local.gateway.AwsService;
import cognitobackup.local.gateway.RegionGate;
import cognitobackup.local.http.HttpFront;
import cognitobackup.local.http.HttpService;
import cognitobackup.local.http.JsonProtocol;
import cognitobackup.local.http.QueryProtocol;
import cognitobackup.local.iam.Iam;
import cognitobackup.local.iam.IamApi;
import cognitobackup.local.lambda.FunctionCode;
import cognitobackup.local.lambda.FunctionInvoker;
import cognitobackup.local.lambda.FunctionRuntime;
import cognitobackup.local.lambda.LambdaApi;
import cognitobackup.local.lambda.LambdaFunctions;
import cognitobackup.local.sns.Topics;
import cognitobackup.local.stepfunctions.StepFunctions;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;

/** The services of one Region, each at an endpoint of its own. */
public final class LocalRegion implements AutoCloseable {
    private final String name;
    private final GlobalTables globalTables;
    private final RegionGate gate;
    private final Map<AwsService, HttpFront> fronts = new EnumMap<>(AwsService.class);
    private final Map<AwsService, HttpService> services = new EnumMap<>(AwsService.class);
    private final Optional<OwnServices> own;
    private final Optional<ElsewhereServices> elsewhere;
    private final LambdaFunctions functions;
    private final FunctionCode functionCode;
    private final EventBus eventBus;
    private final StepFunctions stepFunctions;
    private final Schedules schedules;
    private final CloudWatch cloudWatch;

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
        this.functions = new LambdaFunctions(name, iam, gate, runtime, endpointVariables());
        this.eventBus = new EventBus(name, iam, functions);
        this.elsewhere =
                options.elsewhere().map(where -> new ElsewhereServices(name, where, endpoint(AwsService.LAMBDA)));
        FunctionInvoker invoker =
                elsewhere.flatMap(ElsewhereServices::functions).orElse(functions);
        this.stepFunctions = new StepFunctions(
                name,
                account,
                options.clock(),
                options.sleeper(),
                new LambdaTasks(functions, invoker, iam),
                change -> eventBus.accept(change.event()));
        this.schedules = new Schedules(
                name,
                iam,
                stepFunctions,
                functions,
                new DeadLetterSender(name, options.accountId(), iam, endpoint(AwsService.SQS)));
        this.cloudWatch = new CloudWatch(functions.logs());
        this.functionCode = new FunctionCode(name, endpoint(AwsService.S3));
        Map<AwsService, HttpService> here = new EnumMap<>(AwsService.class);
        here.put(AwsService.IAM, new QueryProtocol(new IamApi(iam, options.clock())));
        here.put(AwsService.LAMBDA, new LambdaApi(functions, functionCode));
        here.put(AwsService.SFN, new JsonProtocol(stepFunctions, "1.0"));
        here.put(AwsService.EVENTBRIDGE, new JsonProtocol(eventBus, "1.1"));
        if (elsewhere.isPresent()) {
            this.own = Optional.empty();
            elsewhere.get().insteadOf(here).forEach(this::serve);
        } else {
            Map<AwsService, URI> endpoints = new EnumMap<>(AwsService.class);
            fronts.forEach((service, front) -> endpoints.put(service, front.endpoint()));
            OwnServices started =
                    new OwnServices(name, options, endpoints, functions, globalTables, importSlot, starters);
            this.own = Optional.of(started);
            here.putAll(started.services());
            here.forEach(this::serve);
        }
    }

    private void serve(AwsService service, HttpService behind) {
        HttpService gated = gate.before(service, behind);
        services.put(service, gated);
        fronts.get(service).serve(gated);
    }

    /** What answers at the endpoints. */
    Map<AwsService, HttpService> services() {
        return Map.copyOf(services);
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

    private OwnServices own() {
        return own.orElseThrow(() ->
                new IllegalStateException("Only its APIs show what is in a service that is not of this process."));
    }

    public DynamoDb dynamoDb() {
        return own().dynamoDb();
    }

    public Topics topics() {
        return own().topics();
    }

    public LambdaFunctions functions() {
        return functions;
    }

    public EventBus eventBus() {
        return eventBus;
    }

    public CognitoUserPools userPools() {
        return own().userPools();
    }

    public StepFunctions stepFunctions() {
        return stepFunctions;
    }

    public Schedules schedules() {
        return schedules;
    }

    public CloudWatch cloudWatch() {
        return cloudWatch;
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
        functionCode.close();
        own.ifPresent(OwnServices::close);
        elsewhere.ifPresent(ElsewhereServices::close);
    }
}
