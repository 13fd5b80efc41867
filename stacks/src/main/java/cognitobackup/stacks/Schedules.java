package cognitobackup.stacks;

import com.google.gson.JsonObject;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.scheduler.Schedule;
import com.pulumi.aws.scheduler.ScheduleArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleFlexibleTimeWindowArgs;
import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the exports of the pools that have a schedule. */
final class Schedules extends Component {
    /** Of the schedules' names, before the ids of their pools. */
    static final String PREFIX = "export-";

    /** A start that could not be made for an hour goes to the dead-letter queue, and is left to the next one. */
    private static final int LATEST_START_SECONDS = 60 * 60;

    private static final int START_ATTEMPTS = 30;

    Schedules(Site site, Workflow export, List<Settings.UserPool> userPools, ScheduleDeadLetters deadLetters) {
        super("Schedules");
        var scheduled =
                userPools.stream().filter(pool -> pool.schedule().isPresent()).toList();
        if (!scheduled.isEmpty()) {
            var roleArn = role(site, export, deadLetters);
            scheduled.forEach(pool -> schedule(site, export, roleArn, pool, deadLetters));
        }
        registerOutputs(Map.of());
    }

    private Output<String> role(Site site, Workflow export, ScheduleDeadLetters deadLetters) {
        var role = new Role(
                site.global("schedules"),
                RoleArgs.builder()
                        .assumeRolePolicy(Statement.trust("scheduler.amazonaws.com", site))
                        .tags(site.tags())
                        .build(),
                child().build());
        var statements = new ArrayList<>(deadLetters.access());
        statements.add(Statement.allow("states:StartExecution").on(export.stateMachineArn));
        new RolePolicy(
                site.name("schedules-policy"),
                RolePolicyArgs.builder()
                        .role(role.id())
                        .policy(Statement.policy(statements))
                        .build(),
                child().build());
        return role.arn();
    }

    private void schedule(
            Site site,
            Workflow export,
            Output<String> roleArn,
            Settings.UserPool pool,
            ScheduleDeadLetters deadLetters) {
        var input = new JsonObject();
        input.addProperty("userPoolId", pool.id());
        new Schedule(
                site.name(PREFIX + pool.id()),
                ScheduleArgs.builder()
                        .description("Exports the user pool " + pool.id())
                        .scheduleExpression(pool.schedule().orElseThrow())
                        .flexibleTimeWindow(ScheduleFlexibleTimeWindowArgs.builder()
                                .mode("OFF")
                                .build())
                        .target(deadLetters.target(
                                export.stateMachineArn,
                                roleArn,
                                input.toString(),
                                LATEST_START_SECONDS,
                                START_ATTEMPTS))
                        .build(),
                child().build());
    }
}
