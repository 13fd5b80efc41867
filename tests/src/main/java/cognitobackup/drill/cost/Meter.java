package cognitobackup.drill.cost;

import cognitobackup.local.LocalRegion;
import cognitobackup.local.cloudwatch.EmbeddedMetrics;
import cognitobackup.local.cognito.QuotaCategory;
import cognitobackup.local.dynamodb.RequestUnits;
import cognitobackup.local.gateway.AwsService;
import cognitobackup.local.gateway.RequestCounts;
import cognitobackup.local.lambda.LogLine;
import cognitobackup.local.stepfunctions.Execution;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Counts what happens in one Region of the local AWS from its making on. */
final class Meter {
    /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html: of each event, beside its text. */
    private static final int LOG_EVENT_BYTES = 26;

    private static final double QUOTA_SHARE = 0.5;
    private static final double MILLISECONDS = 1000;

    private final LocalRegion region;
    private final String table;

    Meter(LocalRegion region, String table) {
        this.region = region;
        this.table = table;
        region.dynamoDb().requestUnits().begin();
    }

    /** Where the counters stand, and which lines of the log have been read. */
    record Reading(Usage totals, int logLines) {}

    Reading read() {
        RequestUnits units = region.dynamoDb().requestUnits();
        RequestCounts requests = region.gate().counts();
        Map<Counted, Double> amounts = new EnumMap<>(Counted.class);
        amounts.putAll(StoredBytes.of(region.dynamoDb().behindTheGate(), table).amounts());
        amounts.put(Counted.WRITE_UNITS, (double) units.writes());
        amounts.put(Counted.INDEX_WRITE_UNITS, (double) units.indexWrites());
        amounts.put(Counted.READ_UNITS, units.reads());
        amounts.put(
                Counted.INVOCATIONS,
                region.functions().invocationsByVersion().values().stream()
                        .mapToDouble(Long::doubleValue)
                        .sum());
        amounts.put(Counted.FUNCTION_MILLISECONDS, (double)
                region.functions().busy().toMillis());
        amounts.put(Counted.COGNITO_MILLISECONDS, cognitoMilliseconds(requests));
        amounts.put(
                Counted.STATE_TRANSITIONS,
                region.stepFunctions().executions().stream()
                        .mapToDouble(Meter::transitions)
                        .sum());
        amounts.put(Counted.QUEUE_REQUESTS, (double) requests.of(AwsService.SQS));
        amounts.put(Counted.PUBLICATIONS, (double) requests.of(AwsService.SNS, "Publish"));
        // What only lists is billed as what writes, and what deletes is not billed.
        amounts.put(
                Counted.BUCKET_WRITES,
                bucketRequests(
                        requests,
                        name -> name.startsWith("PUT") || name.startsWith("POST") || name.equals("GET bucket")));
        amounts.put(
                Counted.BUCKET_READS,
                bucketRequests(requests, name -> name.equals("GET object") || name.startsWith("HEAD")));
        return new Reading(new Usage(amounts), region.functions().logs().lines().size());
    }

    /** What has been counted since a reading. */
    Usage since(Reading before) {
        Reading now = read();
        List<LogLine> lines = region.functions().logs().lines().subList(before.logLines(), now.logLines());
        return now.totals()
                .minus(before.totals())
                .with(
                        Counted.LOG_BYTES,
                        lines.stream()
                                .mapToDouble(
                                        line -> line.text().getBytes(StandardCharsets.UTF_8).length + LOG_EVENT_BYTES)
                                .sum())
                .with(Counted.METRICS, metrics(lines));
    }

    private static double metrics(List<LogLine> lines) {
        return lines.stream()
                .flatMap(line -> EmbeddedMetrics.of(line.text()).stream())
                .map(datapoint -> List.of(datapoint.namespace(), datapoint.metric(), datapoint.dimensions()))
                .collect(Collectors.toSet())
                .size();
    }

    private static double cognitoMilliseconds(RequestCounts requests) {
        return requests.byOperation(AwsService.COGNITO_IDENTITY_PROVIDER).entrySet().stream()
                .mapToDouble(operation -> QuotaCategory.of(operation.getKey())
                        .map(category ->
                                operation.getValue() * MILLISECONDS / (category.defaultPerSecond() * QUOTA_SHARE))
                        .orElse(0.0))
                .sum();
    }

    private static double bucketRequests(RequestCounts requests, Predicate<String> operation) {
        return requests.byOperation(AwsService.S3).entrySet().stream()
                .filter(count -> operation.test(count.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Each state that was entered, and each further attempt of a task. */
    private static double transitions(Execution execution) {
        List<ObjectNode> events = execution.history();
        double entered = count(events, type -> type.endsWith("StateEntered"));
        double attempts = count(events, type -> type.equals("TaskScheduled"));
        return entered + attempts - count(events, type -> type.equals("TaskStateEntered"));
    }

    private static double count(List<ObjectNode> events, Predicate<String> type) {
        return events.stream()
                .filter(event -> type.test(event.path("type").asText()))
                .count();
    }
}
