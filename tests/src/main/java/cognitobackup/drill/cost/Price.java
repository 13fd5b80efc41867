package cognitobackup.drill.cost;

/** What has a price. Its price is in the {@link PriceList} by this name. */
public enum Price {
    WRITE_UNITS,
    READ_UNITS,
    TABLE_STORAGE,
    POINT_IN_TIME_RECOVERY,
    TRANSFER,
    INVOCATIONS,
    FUNCTION_SECONDS,
    STATE_TRANSITIONS,
    SCHEDULED_STARTS,
    QUEUE_REQUESTS,
    PUBLICATIONS,
    BUCKET_WRITES,
    BUCKET_READS,
    LOG_INGESTION,
    LOG_STORAGE,
    METRICS,
    ALARMS,
    DASHBOARDS,
    KEYS,
    KEY_REQUESTS
}
