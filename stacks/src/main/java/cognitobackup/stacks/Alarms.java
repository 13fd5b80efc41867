package cognitobackup.stacks;

import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
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
                .namespace(Metric.NAMESPACE)
                .metricName(plan.metric().awsName())
                .dimensions(plan.dimensions())
                .unit(plan.metric().unit())
                .statistic(plan.statistic())
                .period(plan.periodSeconds())
                .evaluationPeriods(plan.periods())
                .datapointsToAlarm(plan.periods())
                .comparisonOperator(plan.comparison())
                .threshold(plan.threshold())
                .treatMissingData(plan.silenceIsTrouble() ? "breaching" : "notBreaching")
                .alarmActions(told)
                .tags(site.tags());
        if (plan.endIsTold()) {
            arguments.okActions(told);
        }
        var alarm = new MetricAlarm(site.name("alarm-" + plan.name()), arguments.build(), child().build());
        names.add(alarm.name());
        arns.add(alarm.arn());
    }
}
