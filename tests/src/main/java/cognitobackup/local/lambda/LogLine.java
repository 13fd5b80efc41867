package cognitobackup.local.lambda;

/** One line that a function wrote to its standard output or error. */
public record LogLine(String function, String text) {}
