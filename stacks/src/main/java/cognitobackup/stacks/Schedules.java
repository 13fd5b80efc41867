package cognitobackup.stacks;

import com.google.gson.JsonObject;
import com.pulumi.aws.scheduler.Schedule;
import com.pulumi.aws.scheduler.ScheduleArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleFlexibleTimeWindowArgs;
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
            var role = deadLetters.role(
                    this,
                    site,
                    "schedules",
                    Statement.allow("states:StartExecution").on(export.stateMachineArn));
            scheduled.forEach(pool -> schedule(site, export, role, pool, deadLetters));
        }
        registerOutputs(Map.of());
    }

    private void schedule(
            Site site, Workflow export, ServiceRole role, Settings.UserPool pool, ScheduleDeadLetters deadLetters) {
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
                                role.arn(),
                                input.toString(),
                                LATEST_START_SECONDS,
                                START_ATTEMPTS))
                        .build(),
                child().dependsOn(role.policy()).build());
    }
}
