package cognitobackup.deployer;

import cognitobackup.local.events.Schedule;

/** Schedules of EventBridge Scheduler. How often a start is tried again is recorded only. */
final class ScheduleHandler implements ResourceHandler {
    private static final String DEFAULT_GROUP = "default";

    @Override
    public Outputs describe(Registration registration, Place place) {
        Inputs inputs = Inputs.of(registration);
        String name = place.name(registration, inputs.text("name").orElse(""), 64);
        String id = inputs.text("groupName").orElse(DEFAULT_GROUP) + "/" + name;
        return Outputs.of(id, registration)
                .with("name", name)
                .with("arn", place.arn(registration, "scheduler", "schedule/" + id));
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        target.region(registration.region()).schedules().create(schedule(registration, described));
        return described;
    }

    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        target.region(registration.region()).schedules().update(schedule(registration, described));
        return described;
    }

    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        target.region(registration.region()).schedules().delete(existing.id());
    }

    private static Schedule schedule(Registration registration, Outputs described) {
        Inputs inputs = Inputs.of(registration).recorded("name", "description", "flexibleTimeWindow", "kmsKeyArn");
        Inputs goal = inputs.object("target")
                .orElseThrow(() -> new RefusedResourceException(registration, "target is required"))
                .recorded("retryPolicy");
        Schedule schedule = new Schedule(
                inputs.text("groupName").orElse(DEFAULT_GROUP),
                String.valueOf(described.state().get("name")),
                inputs.requiredText("scheduleExpression"),
                inputs.text("scheduleExpressionTimezone").orElse("UTC"),
                !inputs.text("state").orElse("ENABLED").equals("DISABLED"),
                goal.requiredText("arn"),
                goal.requiredText("roleArn"),
                goal.text("input").orElse("{}"),
                goal.object("deadLetterConfig").map(config -> config.requiredText("arn")));
        goal.requireAllSeen();
        inputs.requireAllSeen();
        return schedule;
    }
}
