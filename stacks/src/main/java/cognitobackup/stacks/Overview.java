package cognitobackup.stacks;

import com.pulumi.aws.cloudwatch.Dashboard;
import com.pulumi.aws.cloudwatch.DashboardArgs;
import com.pulumi.core.Output;
import java.util.Map;

/** The dashboard of a stack: on one page whether the backups of its Region are as they should be. */
final class Overview extends Component {
    final String dashboardName;

    final Output<String> url;

    Overview(Site site, Alarms alarms, Watched watched) {
        super("Overview");
        // A stack's name may have full stops, a dashboard's may not.
        this.dashboardName = site.fixed("overview").replace('.', '-');
        new Dashboard(
                site.name("overview"),
                DashboardArgs.builder()
                        .dashboardName(dashboardName)
                        .dashboardBody(Output.all(alarms.arns)
                                .applyValue(arns -> DashboardBody.of(site.stack(), site.region(), watched, arns)))
                        .build(),
                child().build());
        this.url = site.partition()
                .applyValue(partition -> "https://" + consoleOf(partition) + "/cloudwatch/home?region=" + site.region()
                        + "#dashboards/dashboard/" + dashboardName);
        registerOutputs(Map.of("dashboardName", Output.of(dashboardName)));
    }

    private static String consoleOf(String partition) {
        return switch (partition) {
            case "aws-us-gov" -> "console.amazonaws-us-gov.com";
            case "aws-cn" -> "console.amazonaws.cn";
            default -> "console.aws.amazon.com";
        };
    }
}
