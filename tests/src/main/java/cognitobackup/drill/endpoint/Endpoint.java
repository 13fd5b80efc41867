package cognitobackup.drill.endpoint;

import cognitobackup.local.Elsewhere;
import cognitobackup.local.gateway.AwsService;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An endpoint as it was found.
 *
 * @param uri where all services of all Regions answer
 * @param accountId the account that its ARNs name
 * @param accessKeyId what requests are signed with
 * @param quotaFactor by how much it lets through more requests of Cognito than AWS
 * @param lacks what it has not
 * @param runs what runs there
 */
public record Endpoint(URI uri, String accountId, String accessKeyId, int quotaFactor, Set<Lack> lacks, Runs runs) {
    private static final String TABLE_REPLICA = "aws:dynamodb/tableReplica:TableReplica";

    /** This process alone has them, and they neither reach functions elsewhere nor see what those print. */
    private static final Set<String> OF_THIS_PROCESS = Set.of(
            "aws:cloudwatch/dashboard:Dashboard",
            "aws:cloudwatch/eventRule:EventRule",
            "aws:cloudwatch/eventTarget:EventTarget",
            "aws:cloudwatch/metricAlarm:MetricAlarm",
            "aws:scheduler/schedule:Schedule");

    public Endpoint {
        lacks = Set.copyOf(lacks);
    }

    public boolean has(Lack what) {
        return !lacks.contains(what);
    }

    /** The same endpoint with something running there. */
    Endpoint running(Runs what) {
        return new Endpoint(uri, accountId, accessKeyId, quotaFactor, lacks, what);
    }

    public Elsewhere elsewhere() {
        Set<AwsService> services = EnumSet.copyOf(Elsewhere.STORES);
        services.addAll(runs.services());
        if (has(Lack.ROLES)) {
            services.add(AwsService.IAM);
        }
        return new Elsewhere(uri, accessKeyId, services);
    }

    /** Types of resources that a deployment leaves out. */
    public Set<String> leavesOut() {
        Set<String> types = new HashSet<>();
        if (!has(Lack.REPLICAS)) {
            types.add(TABLE_REPLICA);
        }
        if (runs.functions()) {
            types.addAll(OF_THIS_PROCESS);
        }
        return types;
    }

    /** What is left out for it, and why: lines for people. */
    public List<String> leftOut() {
        List<String> lines = new ArrayList<>();
        lacks.stream().sorted().map(Lack::line).forEach(lines::add);
        if (runs.functions()) {
            lines.add("Functions run there, where events, schedules and metrics of this process do not reach. Left out:"
                    + " rules, schedules, alarms, dashboards; policies of keys, buckets and queues; what functions call"
                    + " after the loss of a Region.");
        }
        return lines;
    }
}
