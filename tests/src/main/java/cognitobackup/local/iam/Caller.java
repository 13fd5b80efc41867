package cognitobackup.local.iam;

/**
 * Somebody who has taken on a role.
 *
 * @param session the name of the session: a function's name, or what the service gives
 */
public record Caller(String roleArn, String session) {
    /** As AWS names it in its messages. */
    String arn() {
        String[] parts = roleArn.split(":", 6);
        return "arn:" + parts[1] + ":sts::" + parts[4] + ":assumed-" + parts[5].replaceFirst("^role/(?:.*/)?", "role/")
                + "/" + session;
    }

    String accountId() {
        return roleArn.split(":", 6)[4];
    }
}
