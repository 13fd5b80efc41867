package cognitobackup.drill.cost;

/** What is counted, because AWS bills it or something that follows from it. */
public enum Counted {
    /** Write request units of the table, in the Region that writes. */
    WRITE_UNITS,
    /** Write request units of the table's index, in the Region that writes. */
    INDEX_WRITE_UNITS,
    /** Read request units of the table and its index. */
    READ_UNITS,
    /** Write request units of the items written that time to live will delete one day, as AWS bills them to the replica. */
    EXPIRING_WRITE_UNITS,
    /** Bytes of records, as they are stored; all bytes are with the 100 that DynamoDB adds to each item. */
    RECORD_BYTES,
    /** Bytes that stay as long as snapshots do: older versions of records, and manifests. */
    HISTORY_BYTES,
    /** Bytes that stay for two weeks: what an export saw. */
    SEEN_BYTES,
    /** Bytes of the index. */
    INDEX_BYTES,
    /** Calls of functions. */
    INVOCATIONS,
    /** How long functions took, in milliseconds on the machine that counted. */
    FUNCTION_MILLISECONDS,
    /** How long the requests to Cognito take at half of its default quotas, in milliseconds. */
    COGNITO_MILLISECONDS,
    /** State transitions of workflows, retries among them. */
    STATE_TRANSITIONS,
    /** Requests to SQS. */
    QUEUE_REQUESTS,
    /** Messages published to SNS. */
    PUBLICATIONS,
    /** Requests to S3 that write or list. */
    BUCKET_WRITES,
    /** Requests to S3 that read. */
    BUCKET_READS,
    /** Bytes that functions printed to their logs. */
    LOG_BYTES,
    /** Metrics that got a value. */
    METRICS,
    /** Users whom AWS counts as active for what was asked of Cognito. */
    ACTIVE_USERS
}
