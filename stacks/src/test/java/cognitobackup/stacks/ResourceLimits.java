package cognitobackup.stacks;

import cognitobackup.stacks.PretendAws.Registration;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What AWS and its provider say of types of resources. */
final class ResourceLimits {
    /** The input that is the name of a resource, and what AWS allows for it; nothing of what has no name of its own. */
    private static final Map<String, Name> NAMES = Map.ofEntries(
            // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
            Map.entry("aws:cloudwatch/dashboard:Dashboard", new Name("dashboardName", "[A-Za-z0-9_-]{1,255}")),
            // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html
            Map.entry("aws:cloudwatch/eventRule:EventRule", new Name("name", "[.\\-_A-Za-z0-9]{1,64}")),
            // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html
            Map.entry("aws:cloudwatch/logGroup:LogGroup", new Name("name", "[.\\-_/#A-Za-z0-9]{1,512}")),
            // https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
            Map.entry("aws:cloudwatch/metricAlarm:MetricAlarm", new Name("name", ".{1,255}")),
            // https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
            Map.entry("aws:dynamodb/table:Table", new Name("name", "[a-zA-Z0-9_.-]{3,255}")),
            // https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html
            Map.entry("aws:iam/role:Role", new Name("name", "[\\w+=,.@-]{1,64}")),
            // https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html
            Map.entry("aws:iam/rolePolicy:RolePolicy", new Name("name", "[\\w+=,.@-]{1,128}")),
            // https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
            Map.entry("aws:lambda/function:Function", new Name("name", "[a-zA-Z0-9-_]{1,64}")),
            // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
            Map.entry("aws:s3/bucketV2:BucketV2", new Name("bucket", "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")),
            // https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html
            Map.entry("aws:scheduler/schedule:Schedule", new Name("name", "[0-9a-zA-Z-_.]{1,64}")),
            // https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
            Map.entry("aws:sfn/stateMachine:StateMachine", new Name("name", "[0-9a-zA-Z-_.]{1,80}")),
            // https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
            Map.entry("aws:sns/topic:Topic", new Name("name", "[a-zA-Z0-9_-]{1,256}")),
            // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
            Map.entry("aws:sqs/queue:Queue", new Name("name", "[a-zA-Z0-9_-]{1,80}")));

    private ResourceLimits() {}

    private record Name(String input, String allowed) {}

    /** What the resource is going to be called, with what Pulumi adds where the program gives no name. */
    static Optional<String> name(Registration registration) {
        return Optional.ofNullable(NAMES.get(registration.type())).map(name -> {
            var given = registration.text(name.input());
            return given == null ? registration.name() + PretendAws.UNIQUE : given;
        });
    }

    static Pattern allowedName(Registration registration) {
        return Pattern.compile(NAMES.get(registration.type()).allowed());
    }

    static boolean isOfAws(Registration registration) {
        return registration.type().startsWith("aws:");
    }

    static boolean takesTags(Registration registration) {
        return takes(registration, "tags");
    }

    /** Whether a resource has a name of its own, by which it could collide with another. */
    static boolean takesName(Registration registration) {
        return takes(registration, "name")
                || takes(registration, "dashboardName")
                || registration.type().equals("aws:s3/bucketV2:BucketV2");
    }

    private static boolean takes(Registration registration, String argument) {
        return Arrays.stream(arguments(registration).getMethods())
                .map(Method::getName)
                .anyMatch(argument::equals);
    }

    /** The arguments as Pulumi's library has them: {@code aws:sqs/queue:Queue} are those of {@code sqs.QueueArgs}. */
    private static Class<?> arguments(Registration registration) {
        var type = registration.type();
        var module = type.substring("aws:".length(), type.indexOf('/'));
        try {
            return Class.forName("com.pulumi.aws." + module + "." + type.substring(type.lastIndexOf(':') + 1) + "Args");
        } catch (ClassNotFoundException e) {
            throw new AssertionError("Nothing is known of the arguments of " + type + ".", e);
        }
    }
}
