package cognitobackup.local.dynamodb;

/**
 * The ARNs of DynamoDB Local, which lie in a Region and an account of its own making, and those of the Region and
 * account that it stands for here.
 */
final class Arns {
    private static final String OF_THE_ENGINE = "arn:aws:dynamodb:ddblocal:000000000000:";

    private final String ofTheRegion;
    private final String region;

    Arns(String region, String accountId) {
        this.region = region;
        this.ofTheRegion = "arn:aws:dynamodb:" + region + ":" + accountId + ":";
    }

    String toRegion(String text) {
        return text.replace(OF_THE_ENGINE, ofTheRegion).replace("\"ddblocal\"", "\"" + region + "\"");
    }

    String toEngine(String text) {
        return text.replace(ofTheRegion, OF_THE_ENGINE);
    }

    String table(String name) {
        return ofTheRegion + "table/" + name;
    }

    /** The name of a table that is named by its name or by its ARN. */
    static String tableName(String nameOrArn) {
        int slash = nameOrArn.indexOf(":table/");
        return slash < 0 ? nameOrArn : nameOrArn.substring(slash + ":table/".length());
    }
}
