package cognitobackup.local.iam;

/**
 * How a grant was used.
 *
 * @param used how many calls it allowed
 * @param needed how many of these no other grant of the role would have allowed
 */
public record GrantUse(Grant grant, long used, long needed) {}
