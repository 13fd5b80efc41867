package cognitobackup.drill.cost;

import cognitobackup.deployer.Deployment;
import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.deployer.Preview;
import cognitobackup.deployer.Registration;
import cognitobackup.drill.StackConfiguration;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The resources of a stack that cost something by merely being there, as the Pulumi program registers them for one pool
 * with a schedule.
 *
 * @param alarmMetrics of CloudWatch's alarms, which are billed by the metrics that they are on
 * @param dashboards of CloudWatch
 * @param keys customer managed keys
 * @param functionMebibytes the memory of a function, and in proportion what its time costs
 */
public record StackParts(int alarmMetrics, int dashboards, int keys, int functionMebibytes) {
    private static final String ACCOUNT = "123456789012";

    /** By the role of the stack: {@code primary}, {@code secondary}. */
    public static Map<String, StackParts> ofBoth() throws IOException, DeploymentFailedException {
        Preview preview = new Preview(ACCOUNT);
        Map<String, StackParts> parts = new TreeMap<>();
        // The secondary refers to what the primary puts out, so it comes after.
        for (String stack : new String[] {"primary", "secondary"}) {
            parts.put(stack, of(preview.of(stack, StackConfiguration.of(stack))));
        }
        return parts;
    }

    private static StackParts of(Deployment stack) {
        Map<String, Long> types =
                stack.resources().stream().collect(Collectors.groupingBy(Registration::type, Collectors.counting()));
        return new StackParts(
                (int) stack.resources().stream()
                        .filter(resource -> resource.type().equals("aws:cloudwatch/metricAlarm:MetricAlarm"))
                        .mapToLong(StackParts::metrics)
                        .sum(),
                count(types, "aws:cloudwatch/dashboard:Dashboard"),
                count(types, "aws:kms/key:Key"),
                stack.resources().stream()
                        .filter(resource -> resource.type().equals("aws:lambda/function:Function"))
                        .mapToInt(function -> ((Double) function.inputs().get("memorySize")).intValue())
                        .max()
                        .orElseThrow());
    }

    private static int count(Map<String, Long> types, String type) {
        return types.getOrDefault(type, 0L).intValue();
    }

    private static long metrics(Registration alarm) {
        return alarm.inputs().get("metricQueries") instanceof List<?> queries
                ? queries.stream()
                        .filter(query -> ((Map<?, ?>) query).containsKey("metric"))
                        .count()
                : 1;
    }
}
