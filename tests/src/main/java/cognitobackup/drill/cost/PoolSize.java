package cognitobackup.drill.cost;

/**
 * How large a pool is.
 *
 * @param users of whom each has some nine attributes
 * @param groups some
 * @param memberships users in groups
 */
public record PoolSize(int users, int groups, int memberships) {}
