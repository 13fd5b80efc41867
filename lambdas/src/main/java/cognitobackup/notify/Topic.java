package cognitobackup.notify;

/** Where notifications go. */
interface Topic {
    /**
     * Sends a message to everybody who subscribed.
     *
     * @param subject up to 100 ASCII characters, as SNS wants it
     * @param message without personal data
     */
    void publish(String subject, String message);
}
