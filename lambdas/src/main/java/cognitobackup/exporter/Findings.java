package cognitobackup.exporter;

/** The kinds of finding that an export keeps. */
final class Findings {
    /** A group, by name, whose members have to be listed once more. */
    static final String LIST_AGAIN = "LIST-AGAIN";

    /** A user, by the hash of its username, whom Cognito showed without a sub. */
    static final String USER_WITHOUT_SUB = "USER-WITHOUT-SUB";

    /** A record, by its kind and key, whose item would be too large. */
    static final String UNSTORABLE = "UNSTORABLE";

    private Findings() {}
}
