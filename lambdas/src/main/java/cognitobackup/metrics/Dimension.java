package cognitobackup.metrics;

/**
 * What metrics are told apart by. The values of each are few and known beforehand, and none of them is anybody's data:
 * every new one makes a new metric, which AWS charges for.
 */
public enum Dimension {
    /** Every metric has it: the Pulumi stack, since an account may have several deployments in one Region. */
    STACK("Stack"),

    /** A pool that is backed up. */
    USER_POOL("UserPoolId"),

    /** A category of Amazon Cognito's request quotas, such as {@code UserList}. */
    CATEGORY("Category"),

    /** A dead-letter queue, by what it is for: {@code NewUsers}, {@code UserUpdates} or {@code Schedules}. */
    QUEUE("Queue");

    private final String awsName;

    Dimension(String awsName) {
        this.awsName = awsName;
    }

    /** As it is written in CloudWatch. */
    public String awsName() {
        return awsName;
    }
}
