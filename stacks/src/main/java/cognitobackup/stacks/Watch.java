package cognitobackup.stacks;

import com.pulumi.aws.lambda.Function;
import com.pulumi.aws.scheduler.Schedule;
import com.pulumi.aws.scheduler.ScheduleArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleFlexibleTimeWindowArgs;
import java.util.Map;

/** Calls the function that looks after the backups of this Region, every hour. */
final class Watch extends Component {
    static final int PERIOD_SECONDS = 60 * 60;

    /** The next hour's call says the same and more. */
    private static final int LATEST_START_SECONDS = 10 * 60;

    private static final int START_ATTEMPTS = 5;

    Watch(Site site, Function function, ScheduleDeadLetters deadLetters) {
        super("Watch");
        var role = deadLetters.role(
                this,
                site,
                "watch-schedule",
                Statement.allow("lambda:InvokeFunction").on(function.arn()));
        new Schedule(
                site.name("watch"),
                ScheduleArgs.builder()
                        .description("Measures how old the backups of this Region are, and what was given up")
                        .scheduleExpression("rate(1 hour)")
                        .flexibleTimeWindow(ScheduleFlexibleTimeWindowArgs.builder()
                                .mode("OFF")
                                .build())
                        .target(deadLetters.target(
                                function.arn(), role.arn(), "{}", LATEST_START_SECONDS, START_ATTEMPTS))
                        .build(),
                child().dependsOn(role.policy()).build());
        registerOutputs(Map.of());
    }
}
