package cognitobackup.local.lambda;

/**
 * A function as it is named to Lambda: by its name or its ARN, and by a version or without.
 *
 * @param version {@link FunctionDefinition#LATEST} where none is named
 */
record Qualified(String name, String version) {
    private static final int PARTS_BEFORE_NAME = 6;

    static Qualified of(String nameOrArn) {
        String[] parts = nameOrArn.split(":", -1);
        int first = nameOrArn.startsWith("arn:") ? PARTS_BEFORE_NAME : 0;
        return new Qualified(parts[first], parts.length > first + 1 ? parts[first + 1] : FunctionDefinition.LATEST);
    }

    boolean isLatest() {
        return version.equals(FunctionDefinition.LATEST);
    }

    /** As the end of an ARN has it. */
    @Override
    public String toString() {
        return isLatest() ? name : name + ":" + version;
    }
}
