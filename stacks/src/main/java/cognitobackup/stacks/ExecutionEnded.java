package cognitobackup.stacks;

import com.google.gson.Gson;
import com.pulumi.aws.cloudwatch.EventRule;
import com.pulumi.aws.cloudwatch.EventRuleArgs;
import com.pulumi.aws.cloudwatch.EventTarget;
import com.pulumi.aws.cloudwatch.EventTargetArgs;
import com.pulumi.aws.lambda.Function;
import com.pulumi.core.Output;
import java.util.List;
import java.util.Map;

/**
 * What happens when an execution did not succeed. It is watched from outside, since nothing inside an execution catches
 * an abort or a time-out. The rule calls the function with a role, as the schedules do, so that who may do what is said in
 * roles alone: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html.
 */
final class ExecutionEnded extends Component {
    ExecutionEnded(Site site, List<Workflow> workflows, Function function) {
        super("ExecutionEnded");
        var stateMachineArns = Output.all(
                workflows.stream().map(workflow -> workflow.stateMachineArn).toList());
        var rule = new EventRule(
                site.name("execution-ended"),
                EventRuleArgs.builder()
                        .description("Executions of the backup workflows that failed, timed out or were aborted")
                        .eventPattern(stateMachineArns.applyValue(ExecutionEnded::pattern))
                        .tags(site.tags())
                        .build(),
                child().build());
        var role = ServiceRole.of(
                this,
                site,
                "execution-ended-rule",
                Statement.trust("events.amazonaws.com", site),
                List.of(Statement.allow("lambda:InvokeFunction").on(function.arn())));
        new EventTarget(
                site.name("execution-ended-target"),
                EventTargetArgs.builder()
                        .rule(rule.name())
                        .arn(function.arn())
                        .roleArn(role.arn())
                        .build(),
                child().dependsOn(role.policy()).build());
        registerOutputs(Map.of());
    }

    private static String pattern(List<String> stateMachineArns) {
        return new Gson()
                .toJson(Map.of(
                        "source", List.of("aws.states"),
                        "detail-type", List.of("Step Functions Execution Status Change"),
                        "detail",
                                Map.of(
                                        "status",
                                        List.of("FAILED", "TIMED_OUT", "ABORTED"),
                                        "stateMachineArn",
                                        stateMachineArns)));
    }
}
