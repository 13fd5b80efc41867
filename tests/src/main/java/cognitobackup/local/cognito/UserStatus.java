package cognitobackup.local.cognito;

/**
 * The statuses of a user.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserType.html">UserType</a>
 */
public enum UserStatus {
    UNCONFIRMED,
    CONFIRMED,
    EXTERNAL_PROVIDER,
    RESET_REQUIRED,
    FORCE_CHANGE_PASSWORD,
    /** No longer used by AWS, and still in its enumeration, as are the two that follow. */
    ARCHIVED,
    COMPROMISED,
    UNKNOWN
}
