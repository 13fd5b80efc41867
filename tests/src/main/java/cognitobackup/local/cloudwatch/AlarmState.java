package cognitobackup.local.cloudwatch;

/** What an alarm says. */
public enum AlarmState {
    OK,
    ALARM,
    INSUFFICIENT_DATA
}
