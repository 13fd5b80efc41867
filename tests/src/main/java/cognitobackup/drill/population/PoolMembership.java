package cognitobackup.drill.population;

/**
 * That a user is in a group.
 *
 * @param username the user's Username in the pool
 * @param groupName the group's name
 */
public record PoolMembership(String username, String groupName) {}
