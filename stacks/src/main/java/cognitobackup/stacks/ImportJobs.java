package cognitobackup.stacks;

import com.pulumi.core.Output;
import java.util.List;
import java.util.Map;

/**
 * What Cognito needs for user import jobs: a role by which it writes their logs. A job's log names users by the lines of
 * its file only. Cognito makes the log groups itself, {@code /aws/cognito/userpools/<pool id>/<pool name>}.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-using-import-tool.html">
 *     Importing users from a CSV file</a>
 */
final class ImportJobs extends Component {
    static final String SERVICE = "cognito-idp.amazonaws.com";

    final Output<String> roleArn;

    ImportJobs(Site site) {
        super("ImportJobs");
        var role = ServiceRole.of(
                this,
                site,
                "import-jobs",
                Statement.trust(SERVICE, site),
                List.of(Statement.allow(
                                "logs:CreateLogGroup",
                                "logs:CreateLogStream",
                                "logs:DescribeLogStreams",
                                "logs:PutLogEvents")
                        .on(site.arn("logs", "log-group:/aws/cognito/*"))));
        this.roleArn = role.arn();
        registerOutputs(Map.of("roleArn", roleArn));
    }
}
