package cognitobackup.local;

import cognitobackup.local.cognito.ImportSlot;
import cognitobackup.local.dynamodb.GlobalTables;
import cognitobackup.local.dynamodb.Replication;
import cognitobackup.local.gateway.AwsService;
import cognitobackup.local.gateway.Edge;
import cognitobackup.local.http.HttpService;
import cognitobackup.local.iam.Iam;
import cognitobackup.local.lambda.FunctionRuntime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An AWS in this process: the services of one or more Regions of one account.
 *
 * <p>Functions, workflows, rules and schedules may do what the policies of their roles allow, and nothing else; whoever
 * comes with other credentials is the account's administrator. Signatures are not checked.
 */
public final class LocalAws implements AutoCloseable {
    private final Iam iam;
    private final GlobalTables globalTables = new GlobalTables();
    private final FunctionRuntime functionRuntime;
    private final Map<String, LocalRegion> regions = new LinkedHashMap<>();

    private LocalAws(LocalAwsOptions options) {
        this.iam = new Iam(options.accountId());
        this.functionRuntime = options.lambda().start(options.clock());
        // Engines that say which logger they miss would say it among the words of the drill.
        System.setProperty("slf4j.internal.verbosity", System.getProperty("slf4j.internal.verbosity", "ERROR"));
        ExecutorService starters = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "local-start");
            thread.setDaemon(true);
            return thread;
        });
        ImportSlot importSlot = new ImportSlot();
        try {
            Map<String, CompletableFuture<LocalRegion>> starting = new LinkedHashMap<>();
            for (String name : options.regions()) {
                starting.put(
                        name,
                        CompletableFuture.supplyAsync(
                                () -> new LocalRegion(
                                        name, options, iam, functionRuntime, globalTables, importSlot, starters),
                                starters));
            }
            starting.forEach((name, region) -> regions.put(name, region.join()));
        } finally {
            starters.shutdown();
        }
    }

    /** Starts it; takes some seconds, most of them the engines'. */
    public static LocalAws start(LocalAwsOptions options) {
        return new LocalAws(options);
    }

    public String accountId() {
        return iam.accountId();
    }

    /** Who may do what, in all Regions. */
    public Iam iam() {
        return iam;
    }

    /**
     * One of its Regions.
     *
     * @throws NoSuchElementException if there is no such Region
     */
    public LocalRegion region(String name) {
        LocalRegion region = regions.get(name);
        if (region == null) {
            throw new NoSuchElementException("The local AWS has the Regions " + regions.keySet() + ", not " + name);
        }
        return region;
    }

    public Collection<LocalRegion> regions() {
        return regions.values();
    }

    /** All services of all Regions as one, told apart by what a request is signed for. */
    public HttpService edge() {
        Map<String, Map<AwsService, HttpService>> services = new LinkedHashMap<>();
        regions.forEach((name, region) -> services.put(name, region.services()));
        return new Edge(services);
    }

    /** What carries the changes of global tables between the Regions. */
    public Replication replication() {
        return globalTables.replication();
    }

    @Override
    public void close() {
        globalTables.close();
        regions.values().forEach(LocalRegion::close);
        functionRuntime.close();
    }
}
