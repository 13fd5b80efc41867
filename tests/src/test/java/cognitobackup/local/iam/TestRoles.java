package cognitobackup.local.iam;

/** Roles for tests that are about something else. */
public final class TestRoles {
    private TestRoles() {}

    /** IAM of an account that has nothing but one role. */
    public static Iam iamWith(String accountId, String role, String service, String... actions) {
        Iam iam = new Iam(accountId);
        put(iam, role, service, actions);
        return iam;
    }

    /** Makes a role that a service can take on, and that may do these things to everything. */
    public static String put(Iam iam, String role, String service, String... actions) {
        String arn = iam.roleArn(role);
        iam.putRole(arn, """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                  "Principal": {"Service": "%s"}}]}""".formatted(service));
        if (actions.length > 0) {
            iam.putRolePolicy(arn, "all", """
                    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["%s"], "Resource": "*"}]}""".formatted(String.join("\", \"", actions)));
        }
        return arn;
    }
}
