package cognitobackup.stacks;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
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
        var role = new Role(
                site.global("import-jobs"),
                RoleArgs.builder()
                        .assumeRolePolicy(Statement.trust(SERVICE, site))
                        .tags(site.tags())
                        .build(),
                child().build());
        new RolePolicy(
                site.name("import-jobs-policy"),
                RolePolicyArgs.builder()
                        .role(role.id())
                        .policy(Statement.policy(List.of(Statement.allow(
                                        "logs:CreateLogGroup",
                                        "logs:CreateLogStream",
                                        "logs:DescribeLogStreams",
                                        "logs:PutLogEvents")
                                .on(site.arn("logs", "log-group:/aws/cognito/*")))))
                        .build(),
                child().build());
        this.roleArn = role.arn();
        registerOutputs(Map.of("roleArn", roleArn));
    }
}
