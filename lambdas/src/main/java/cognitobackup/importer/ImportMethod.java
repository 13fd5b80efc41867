package cognitobackup.importer;

/** How the users that the target lacks are created. */
enum ImportMethod {
    /**
     * By import jobs where a file can carry the user, and by AdminCreateUser whoever is left. For a selection of users by
     * AdminCreateUser alone: a few users in a living pool are there at once.
     */
    AUTO,
    /** By import jobs alone; whoever no file can carry fails. */
    CSV,
    /** By AdminCreateUser alone. */
    API
}
