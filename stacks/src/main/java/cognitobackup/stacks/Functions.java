package cognitobackup.stacks;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.lambda.FunctionArgs;
import com.pulumi.aws.lambda.inputs.FunctionEnvironmentArgs;
import com.pulumi.aws.lambda.inputs.FunctionLoggingConfigArgs;
import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** The Lambda functions, each with a role of its own and a log group that forgets. */
final class Functions extends Component {
    static final int LOG_RETENTION_DAYS = 30;

    /** Lambda gives processor time in proportion to memory; below this a JVM takes many seconds to start. */
    private static final int MEMORY_MEBIBYTES = 1024;

    private final Map<Handler, Function> functions = new EnumMap<>(Handler.class);

    Functions(Resources resources, FunctionsCode code) {
        super("Functions");
        var environment = resources.environment();
        for (var handler : Handler.values()) {
            functions.put(handler, function(handler, resources, code, environment));
        }
        registerOutputs(Map.of());
    }

    Function get(Handler handler) {
        return functions.get(handler);
    }

    /**
     * What the definitions of the workflows call the functions, and the ARNs of the versions that this deployment has
     * published: an execution keeps the definition it began with, and so the code.
     */
    Map<String, Output<String>> placeholders() {
        return byPlaceholder(Function::qualifiedArn);
    }

    /** The ARNs without a version, under the same names. */
    Map<String, Output<String>> arns() {
        return byPlaceholder(Function::arn);
    }

    private Map<String, Output<String>> byPlaceholder(java.util.function.Function<Function, Output<String>> arn) {
        var placeholders = new TreeMap<String, Output<String>>();
        functions.forEach(
                (handler, function) -> placeholders.put(handler.functionName() + "FunctionArn", arn.apply(function)));
        return placeholders;
    }

    private Function function(
            Handler handler, Resources resources, FunctionsCode code, Output<Map<String, String>> environment) {
        var site = resources.site();
        var name = handler.functionName();
        var logGroup = new LogGroup(
                site.name(name + "-log"),
                LogGroupArgs.builder()
                        .name("/aws/lambda/" + site.fixed(name))
                        .retentionInDays(LOG_RETENTION_DAYS)
                        .tags(site.tags())
                        .kmsKeyId(resources.encryption().keyArn)
                        .build(),
                child().build());
        var statements = new ArrayList<>(handler.statements(resources));
        statements.add(
                Statement.allow("logs:CreateLogStream", "logs:PutLogEvents").on(Output.format("%s:*", logGroup.arn())));
        var role = ServiceRole.of(this, site, name, Statement.trust("lambda.amazonaws.com"), statements);
        return new Function(
                site.name(name),
                FunctionArgs.builder()
                        .runtime("java21")
                        .architectures("arm64")
                        .s3Bucket(code.bucketName)
                        .s3Key(code.key)
                        // AWS keeps every version until it is deleted by name, and nothing here does that.
                        .publish(true)
                        .handler(handler.className())
                        .role(role.arn())
                        .memorySize(MEMORY_MEBIBYTES)
                        .tags(site.tags())
                        .timeout(resources.settings().functionTimeoutSeconds())
                        .environment(FunctionEnvironmentArgs.builder()
                                .variables(environment)
                                .build())
                        .loggingConfig(FunctionLoggingConfigArgs.builder()
                                .logFormat("JSON")
                                .logGroup(logGroup.name())
                                .build())
                        .build(),
                child().dependsOn(role.policy()).build());
    }
}
