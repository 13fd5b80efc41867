package cognitobackup.local;

import cognitobackup.local.gateway.AwsService;
import cognitobackup.local.http.HttpService;
import cognitobackup.local.lambda.FunctionInvoker;
import cognitobackup.local.lambda.FunctionsElsewhere;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The services of one Region that are not in this process. */
final class ElsewhereServices implements AutoCloseable {
    private static final String WORKFLOWS = "AKIALOCALWORKFLOWS";

    private final Map<AwsService, ElsewhereService> services = new EnumMap<>(AwsService.class);
    private final Optional<FunctionsElsewhere> functions;

    /** @param lambda where the Region's Lambda answers in this process, which hands it on if it is elsewhere */
    ElsewhereServices(String region, Elsewhere elsewhere, URI lambda) {
        elsewhere.services().forEach(service -> services.put(service, new ElsewhereService(elsewhere)));
        this.functions = services.containsKey(AwsService.LAMBDA)
                ? Optional.of(new FunctionsElsewhere(region, lambda, WORKFLOWS))
                : Optional.empty();
    }

    /** What invokes functions, if they are elsewhere. */
    Optional<FunctionInvoker> functions() {
        return functions.map(FunctionInvoker.class::cast);
    }

    /** These services instead of those of this process. Roles are made in both places, here for what runs here. */
    Map<AwsService, HttpService> insteadOf(Map<AwsService, HttpService> here) {
        Map<AwsService, HttpService> all = new EnumMap<>(here);
        all.putAll(services);
        all.computeIfPresent(
                AwsService.IAM,
                (iam, roles) -> services.containsKey(iam) ? new InBothPlaces(here.get(iam), roles) : roles);
        return all;
    }

    @Override
    public void close() {
        functions.ifPresent(FunctionsElsewhere::close);
        services.values().forEach(ElsewhereService::close);
    }
}
