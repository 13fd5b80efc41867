package cognitobackup.stacks;

import com.google.gson.JsonObject;
import com.pulumi.aws.scheduler.Schedule;
import com.pulumi.aws.scheduler.ScheduleArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleFlexibleTimeWindowArgs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Starts the exports of the pools that have a schedule. */
final class Schedules extends Component {
    /**
     * Of a pool's id, in the name of its schedule: with the longest prefix and what Pulumi adds, 64 characters, which is what
     * AWS allows. Ids that AWS gives are shorter, those of emulators not always.
     *
     * @see <a href="https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html">CreateSchedule</a>
     */
    private static final int LONGEST_ID = 28;

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
                site.name("export-" + shortened(pool.id())),
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

    /** The id, or where that is too long the beginning of its hash. */
    private static String shortened(String poolId) {
        return poolId.length() <= LONGEST_ID
                ? poolId
                : UUID.nameUUIDFromBytes(poolId.getBytes(StandardCharsets.UTF_8))
                        .toString()
                        .substring(0, LONGEST_ID);
    }
}
