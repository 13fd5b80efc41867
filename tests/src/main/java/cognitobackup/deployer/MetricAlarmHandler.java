package cognitobackup.deployer;

import cognitobackup.local.cloudwatch.Alarm;
import java.util.HashMap;
import java.util.Map;

/** Alarms of CloudWatch on one metric; on expressions over several they are not built. */
final class MetricAlarmHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        String name =
                place.name(registration, Inputs.of(registration).text("name").orElse(""), 255);
        return Outputs.of(name, registration)
                .with("name", name)
                .with("arn", place.arn(registration, "cloudwatch", "alarm:" + name));
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration).recorded("name", "alarmDescription", "tags");
        int periods = number(inputs, "evaluationPeriods").intValue();
        Alarm alarm;
        try {
            alarm = new Alarm(
                    described.id(),
                    inputs.requiredText("namespace"),
                    inputs.requiredText("metricName"),
                    dimensions(inputs),
                    inputs.text("unit"),
                    inputs.requiredText("statistic"),
                    number(inputs, "period").intValue(),
                    periods,
                    inputs.integer("datapointsToAlarm").orElse(periods),
                    inputs.requiredText("comparisonOperator"),
                    number(inputs, "threshold").doubleValue(),
                    inputs.text("treatMissingData").orElse("missing"),
                    inputs.texts("alarmActions"),
                    inputs.texts("okActions"));
        } catch (IllegalArgumentException e) {
            throw new RefusedResourceException(registration, e.getMessage());
        }
        inputs.requireAllSeen();
        target.region(registration.region()).cloudWatch().put(alarm);
        return described;
    }

    private static Number number(Inputs inputs, String property) {
        return Double.valueOf(inputs.requiredText(property));
    }

    private static Map<String, String> dimensions(Inputs inputs) {
        Map<String, String> dimensions = new HashMap<>();
        inputs.any("dimensions").ifPresent(values -> ((Map<?, ?>) values)
                .forEach((name, value) -> dimensions.put(String.valueOf(name), String.valueOf(value))));
        return dimensions;
    }

    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        return create(registration, described, target);
    }

    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        target.region(registration.region()).cloudWatch().deleteAlarm(existing.id());
    }
}
