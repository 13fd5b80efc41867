package cognitobackup.metrics;

/**
 * The units of our metrics.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html">MetricDatum</a>
 */
public enum Unit {
    COUNT("Count"),
    SECONDS("Seconds"),
    PERCENT("Percent");

    private final String awsName;

    Unit(String awsName) {
        this.awsName = awsName;
    }

    /** As it is written in CloudWatch. */
    public String awsName() {
        return awsName;
    }
}
