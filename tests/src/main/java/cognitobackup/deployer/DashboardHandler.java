package cognitobackup.deployer;

import cognitobackup.local.cloudwatch.Dashboard;

/** Dashboards of CloudWatch. */
final class DashboardHandler implements ResourceHandler {
    @Override
    public Outputs describe(Registration registration, Place place) {
        String name = Inputs.of(registration).requiredText("dashboardName");
        return Outputs.of(name, registration)
                // A dashboard belongs to no Region, though what it shows does.
                .with("dashboardArn", "arn:aws:cloudwatch::" + place.accountId() + ":dashboard/" + name);
    }

    @Override
    public Outputs create(Registration registration, Outputs described, Target target) {
        Inputs inputs = Inputs.of(registration);
        Dashboard dashboard;
        try {
            dashboard = new Dashboard(inputs.requiredText("dashboardName"), inputs.requiredText("dashboardBody"));
        } catch (IllegalArgumentException e) {
            throw new RefusedResourceException(registration, e.getMessage());
        }
        inputs.requireAllSeen();
        target.region(registration.region()).cloudWatch().put(dashboard);
        return described;
    }

    @Override
    public Outputs update(Registration registration, Outputs described, Target target) {
        return create(registration, described, target);
    }

    @Override
    public void delete(Registration registration, Outputs existing, Target target) {
        target.region(registration.region()).cloudWatch().deleteDashboard(existing.id());
    }
}
