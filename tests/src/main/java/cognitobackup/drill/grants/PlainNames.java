package cognitobackup.drill.grants;

import java.util.regex.Pattern;

/**
 * Names as they are in the program: without what differs between deployments, so that the same grant of another stack or
 * another stage counts as the same.
 */
final class PlainNames {
    private static final Pattern USER_POOL = Pattern.compile("userpool/[a-z]{2}-[a-z]+-\\d_\\w+");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern SUFFIX = Pattern.compile("-[0-9a-f]{7}(?![0-9a-z])");
    private static final Pattern REGION = Pattern.compile("-?[a-z]{2}-[a-z]+-\\d(?!\\d)");
    private static final Pattern STACK = Pattern.compile("cognito-backup-((primary|secondary)-)?");
    /** Made by the stack under a name of its own, or adopted under any; a retired one is only read. */
    private static final Pattern TABLE = Pattern.compile("table/(?!retired-)[\\w.-]+");

    private static final Pattern ACCOUNT = Pattern.compile(":\\d{12}:");

    private PlainNames() {}

    static String of(String arnOrName) {
        String plain = USER_POOL.matcher(arnOrName).replaceAll("userpool/SOURCE");
        plain = TABLE.matcher(plain).replaceAll("table/BACKUP");
        plain = UUID.matcher(plain).replaceAll("ID");
        plain = SUFFIX.matcher(plain).replaceAll("");
        plain = REGION.matcher(plain).replaceAll("");
        plain = STACK.matcher(plain).replaceAll("");
        plain = ACCOUNT.matcher(plain).replaceAll("::");
        return plain.replaceFirst("^arn:aws:([a-z-]+):+", "$1:").replaceAll("--+", "-");
    }
}
