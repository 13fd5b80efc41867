package cognitobackup.deployer;

import cognitobackup.local.cloudwatch.Alarm;
import cognitobackup.local.cloudwatch.Measured;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Alarms of CloudWatch on one metric, or on the share that it is of another; other expressions are not built. */
final class MetricAlarmHandler implements ResourceHandler {
    private static final Pattern SHARE = Pattern.compile("100 \\* ([A-Za-z0-9_]+) / ([A-Za-z0-9_]+)");

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
        Measured measured =
                inputs.any("metricQueries").isPresent() ? share(registration, inputs) : one(inputs, "statistic");
        try {
            alarm = new Alarm(
                    described.id(),
                    measured,
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

    private static Measured one(Inputs inputs, String statistic) {
        return new Measured(
                inputs.requiredText("namespace"),
                inputs.requiredText("metricName"),
                dimensions(inputs),
                inputs.text("unit"),
                Optional.empty(),
                inputs.requiredText(statistic),
                number(inputs, "period").intValue());
    }

    /** Of metric math, only the share in percent that a metric is of another of its kind is built. */
    private static Measured share(Registration registration, Inputs inputs) {
        Map<String, Measured> metrics = new HashMap<>();
        Optional<Matcher> share = Optional.empty();
        for (Inputs query : inputs.objects("metricQueries")) {
            String id = query.recorded("label").requiredText("id");
            if (!id.matches("[a-z][A-Za-z0-9_]*")) {
                throw new RefusedResourceException(registration, "the id of a metric query " + id);
            }
            query.object("metric").ifPresent(metric -> {
                metrics.put(id, one(metric, "stat"));
                metric.requireAllSeen();
            });
            if (query.flag("returnData")) {
                share = query.text("expression").map(SHARE::matcher).filter(Matcher::matches);
            }
            query.requireAllSeen();
        }
        Measured part = share.map(found -> metrics.get(found.group(1))).orElse(null);
        Measured whole = share.map(found -> metrics.get(found.group(2))).orElse(null);
        if (metrics.size() != 2 || part == null || whole == null || !part.isLike(whole)) {
            throw new RefusedResourceException(
                    registration,
                    "metric math other than 100 * one / another, of two metrics of one kind, is not built");
        }
        return part.of(whole);
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
