package cognitobackup.drill.endpoint;

/** What an endpoint may lack, and what is left out of a rehearsal there for that. */
public enum Lack {
    ANY_STATUS(
            "Its Cognito takes users by its public operations alone",
            "users of a status, or with an identity, that no operation gives"),
    IMPORT_JOBS("Its Cognito has no user import jobs", "the import goes by AdminCreateUser alone"),
    REPLICAS(
            "A replica of its tables is not there in the other Region",
            "the loss of the Region: the pool is restored in its own"),
    ROLES("Its IAM makes no roles", "roles there: services are handed names of roles that are not there"),
    FUNCTIONS("Its Lambda does not run functions of Java out of a bucket", "functions there"),
    WORKFLOWS(
            "Its Step Functions does not run a workflow in JSONata that tries again what failed, by the error's name",
            "workflows there"),
    PAGES("Its ListUsers ignores Limit", "nothing, but an export of more than one page is not shown");

    private final String reason;
    private final String leftOut;

    Lack(String reason, String leftOut) {
        this.reason = reason;
        this.leftOut = leftOut;
    }

    String reason() {
        return reason;
    }

    /** A line for people. */
    public String line() {
        return reason + ". Left out: " + leftOut + ".";
    }
}
