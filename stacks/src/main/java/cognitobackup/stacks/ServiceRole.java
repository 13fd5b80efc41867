package cognitobackup.stacks;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import java.util.List;

/**
 * A role that a service of AWS takes on.
 *
 * @param policy what it may do, without which nothing that uses the role must be made
 */
record ServiceRole(Output<String> arn, Resource policy) {
    /**
     * Makes a role with its policy.
     *
     * @param part what they are a part of
     * @param trust who may take it on
     * @param statements what it may do
     */
    static ServiceRole of(Component part, Site site, String name, Output<String> trust, List<Statement> statements) {
        var role = new Role(
                site.global(name),
                RoleArgs.builder().assumeRolePolicy(trust).tags(site.tags()).build(),
                part.child().build());
        var policy = new RolePolicy(
                site.name(name + "-policy"),
                RolePolicyArgs.builder()
                        .role(role.id())
                        .policy(Statement.policy(statements))
                        .build(),
                part.child().build());
        return new ServiceRole(role.arn(), policy);
    }
}
