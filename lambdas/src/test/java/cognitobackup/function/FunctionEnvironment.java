package cognitobackup.function;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.util.HashMap;
import java.util.Map;

/** Starts what a function starts with, from an environment of its own. */
public final class FunctionEnvironment {
    private FunctionEnvironment() {}

    /** Every variable that a function needs, none of them pointing anywhere. */
    public static Map<String, Object> complete() {
        return new HashMap<>(Map.ofEntries(
                Map.entry("TABLE_NAME", "backup"),
                Map.entry("USER_POOL_IDS", "eu-west-1_AbCdEf123"),
                Map.entry("SOURCE_USER_POOL_IDS", "eu-west-1_AbCdEf123"),
                Map.entry("NEW_USERS_QUEUE_URL", "http://127.0.0.1:1/new-users"),
                Map.entry("NEW_USERS_DEAD_LETTER_QUEUE_URL", "http://127.0.0.1:1/new-users-dead"),
                Map.entry("USER_UPDATES_QUEUE_URL", "http://127.0.0.1:1/user-updates"),
                Map.entry("USER_UPDATES_DEAD_LETTER_QUEUE_URL", "http://127.0.0.1:1/user-updates-dead"),
                Map.entry("REPORTS_BUCKET", "reports"),
                Map.entry("IMPORT_JOBS_ROLE_ARN", "arn:aws:iam::123456789012:role/import-jobs"),
                Map.entry("TOPIC_ARN", "arn:aws:sns:eu-west-1:123456789012:topic"),
                Map.entry("SCHEDULES_DEAD_LETTER_QUEUE_URL", "http://127.0.0.1:1/schedules-dead"),
                Map.entry("STACK_NAME", "primary"),
                Map.entry("FUNCTION_TIMEOUT_SECONDS", "300"),
                Map.entry("AWS_REGION", "eu-west-1"),
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local")));
    }

    public static ApplicationContext start(Map<String, Object> variables) {
        return ApplicationContext.builder(Environment.FUNCTION)
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .propertySources(PropertySource.of(
                        "function",
                        variables,
                        PropertyConvention.ENVIRONMENT_VARIABLE,
                        PropertySource.Origin.of("function")))
                .start();
    }
}
