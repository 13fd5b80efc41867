package cognitobackup.importer;

/** How a planned user came to be in the target. */
enum Route {
    /** By an import job from a CSV file. */
    CSV,
    /** By AdminCreateUser. */
    API,
    /** It was there before the import. */
    THERE_BEFORE,
    /** An identity provider brings it back when the person signs in through it. */
    PROVIDER,
    /** Not at all. */
    NONE
}
