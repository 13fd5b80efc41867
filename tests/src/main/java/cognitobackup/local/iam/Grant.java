package cognitobackup.local.iam;

/**
 * What one statement of a role's policies allows: one action on one resource, both as the policy says them.
 *
 * @param condition under which, or empty
 * @param sid the statement's name, or empty
 */
public record Grant(String roleArn, String action, String resource, String condition, String sid) {
    /** Whether this is about an action on a resource; whether its condition holds is another matter. */
    public boolean allows(String requestedAction, String requestedResource) {
        return PolicyStatement.isAction(action, requestedAction)
                && PolicyStatement.isResource(resource, requestedResource);
    }

    @Override
    public String toString() {
        return roleArn.substring(roleArn.indexOf('/') + 1) + " may " + action + " on " + resource
                + (condition.isEmpty() ? "" : " if " + condition);
    }
}
