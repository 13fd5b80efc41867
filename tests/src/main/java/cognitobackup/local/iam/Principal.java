package cognitobackup.local.iam;

/**
 * Whom a statement of a resource's or a role's policy is about.
 *
 * @param kind {@code AWS} or {@code Service}
 * @param id {@code *}, an ARN, or a service's name
 */
record Principal(String kind, String id) {
    static final String AWS = "AWS";
    static final String SERVICE = "Service";

    boolean isEverybody() {
        return kind.equals(AWS) && id.equals("*");
    }
}
