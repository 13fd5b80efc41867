package cognitobackup.stacks;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryArgs;
import com.pulumi.aws.cloudwatch.inputs.MetricAlarmMetricQueryMetricArgs;
import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The alarms of a stack. */
final class Alarms extends Component {
    final List<Output<String>> names = new ArrayList<>();
    final List<Output<String>> arns = new ArrayList<>();

    /** @param topicArn who is told */
    Alarms(Site site, Output<String> topicArn, List<AlarmPlan> plans) {
        super("Alarms");
        var told = topicArn.applyValue(List::of);
        plans.forEach(plan -> add(site, told, plan));
        registerOutputs(Map.of());
    }

    private void add(Site site, Output<List<String>> told, AlarmPlan plan) {
        var arguments = MetricAlarmArgs.builder()
                .alarmDescription(plan.description())
                .evaluationPeriods(plan.periods())
                .datapointsToAlarm(plan.periods())
                .comparisonOperator(plan.comparison())
                .threshold(plan.threshold())
                .treatMissingData(plan.silenceIsTrouble() ? "breaching" : "notBreaching")
                .alarmActions(told)
                .tags(site.tags());
        plan.whole()
                .ifPresentOrElse(
                        whole -> arguments.metricQueries(
                                query("part", plan, plan.metric()),
                                query("whole", plan, whole),
                                MetricAlarmMetricQueryArgs.builder()
                                        .id("share")
                                        .expression("100 * part / whole")
                                        .label(plan.metric().awsName() + " in percent of " + whole.awsName())
                                        .returnData(true)
                                        .build()),
                        () -> arguments
                                .namespace(Metric.NAMESPACE)
                                .metricName(plan.metric().awsName())
                                .dimensions(plan.dimensions())
                                .unit(plan.metric().unit())
                                .statistic(plan.statistic())
                                .period(plan.periodSeconds()));
        if (plan.endIsTold()) {
            arguments.okActions(told);
        }
        var alarm = new MetricAlarm(site.name("alarm-" + plan.name()), arguments.build(), child().build());
        names.add(alarm.name());
        arns.add(alarm.arn());
    }

    /** One of the two metrics of a share; both have the dimensions of the plan. */
    private static MetricAlarmMetricQueryArgs query(String id, AlarmPlan plan, Metric metric) {
        return MetricAlarmMetricQueryArgs.builder()
                .id(id)
                .metric(MetricAlarmMetricQueryMetricArgs.builder()
                        .namespace(Metric.NAMESPACE)
                        .metricName(metric.awsName())
                        .dimensions(plan.dimensions())
                        .unit(metric.unit())
                        .stat(plan.statistic())
                        .period(plan.periodSeconds())
                        .build())
                .build();
    }
}
