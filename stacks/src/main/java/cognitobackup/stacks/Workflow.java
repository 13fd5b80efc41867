package cognitobackup.stacks;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.sfn.StateMachine;
import com.pulumi.aws.sfn.StateMachineArgs;
import com.pulumi.aws.sfn.inputs.StateMachineLoggingConfigurationArgs;
import com.pulumi.core.Output;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A Step Functions workflow over the functions: its state machine, role and log. */
final class Workflow extends Component {
    /** The short names, from which follow those of the state machines and of the definitions' resources. */
    static final String EXPORT = "export";

    static final String IMPORT = "import";

    final Output<String> stateMachineArn;

    static Workflow export(Resources resources, Functions functions) {
        return new Workflow("ExportWorkflow", EXPORT, resources, functions);
    }

    static Workflow importing(Resources resources, Functions functions) {
        return new Workflow("ImportWorkflow", IMPORT, resources, functions);
    }

    private Workflow(String component, String name, Resources resources, Functions functions) {
        super(component);
        var site = resources.site();
        var definition = Definition.ofResource(name + ".asl.json");
        var placeholders = new TreeMap<>(functions.placeholders());
        placeholders.put("Partition", site.partition());
        placeholders.keySet().retainAll(definition.placeholders());
        var logGroup = new LogGroup(
                site.name(name + "-log"),
                LogGroupArgs.builder()
                        // The prefix spares a resource policy for each group:
                        // https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
                        .name("/aws/vendedlogs/states/" + site.fixed(name))
                        .retentionInDays(Functions.LOG_RETENTION_DAYS)
                        .tags(site.tags())
                        .kmsKeyId(resources.encryption().keyArn)
                        .build(),
                child().build());
        var role = ServiceRole.of(
                this,
                site,
                name + "-workflow",
                Statement.trust("states.amazonaws.com", site),
                List.of(invocation(functions, placeholders.keySet()), logDelivery()));
        var stateMachine = new StateMachine(
                site.name(name),
                StateMachineArgs.builder()
                        // Known beforehand: the functions may ask for the executions of the state machine that calls
                        // them.
                        .name(site.fixed(name))
                        .type("STANDARD")
                        .tags(site.tags())
                        .roleArn(role.arn())
                        .definition(known(placeholders).applyValue(definition::with))
                        .loggingConfiguration(StateMachineLoggingConfigurationArgs.builder()
                                .level("ERROR")
                                .includeExecutionData(false)
                                .logDestination(Output.format("%s:*", logGroup.arn()))
                                .build())
                        .build(),
                child().dependsOn(role.policy()).build());
        this.stateMachineArn = stateMachine.arn();
        registerOutputs(Map.of("stateMachineArn", stateMachineArn));
    }

    /**
     * Every version of the functions that it calls, and nothing but versions: executions that began before a deployment
     * go on with the versions before it. For each of these a policy names the qualified ARN:
     * https://docs.aws.amazon.com/lambda/latest/dg/lambda-api-permissions-ref.html.
     */
    private static Statement invocation(Functions functions, Set<String> placeholders) {
        var called = new TreeMap<>(functions.arns());
        called.keySet().retainAll(placeholders);
        return Statement.allow("lambda:InvokeFunction")
                .on(called.values().stream()
                        .map(arn -> Output.format("%s:*", arn))
                        .toList());
    }

    /** The log delivery API knows no resources: https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html. */
    private static Statement logDelivery() {
        return Statement.allow(
                        "logs:CreateLogDelivery",
                        "logs:DeleteLogDelivery",
                        "logs:DescribeLogGroups",
                        "logs:DescribeResourcePolicies",
                        "logs:GetLogDelivery",
                        "logs:ListLogDeliveries",
                        "logs:PutResourcePolicy",
                        "logs:UpdateLogDelivery")
                .onEverything();
    }
}
