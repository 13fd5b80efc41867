package cognitobackup.drill.population;

import cognitobackup.local.cognito.CognitoUserPools;
import cognitobackup.local.cognito.PoolState;
import cognitobackup.local.cognito.UserSeed;
import cognitobackup.local.cognito.UserStatus;
import cognitobackup.local.http.AwsError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts a population into a pool of the local Cognito as it is, whatever the users' status: no operation could. */
public final class PoolFiller {
    private final CognitoUserPools cognito;

    public PoolFiller(CognitoUserPools cognito) {
        this.cognito = cognito;
    }

    /**
     * Fills the pool that the population names, which has to be there.
     *
     * @throws PoolFileException when Cognito could not hold something of it
     */
    public void fill(PoolDump population) {
        String pool = population.userPoolId();
        // Cognito has made the groups of the pool's identity providers.
        Set<String> there =
                cognito.state(pool).groups().stream().map(PoolState.Group::name).collect(Collectors.toSet());
        for (PoolGroup group : population.groups()) {
            if (there.contains(group.name())) {
                continue;
            }
            held("group " + group.name(), () -> cognito.seed()
                    .group(pool, group.name(), group.description(), group.precedence(), group.roleArn()));
        }
        Map<String, List<String>> groups = new HashMap<>();
        for (PoolMembership membership : population.memberships()) {
            groups.computeIfAbsent(membership.username(), any -> new ArrayList<>())
                    .add(membership.groupName());
        }
        for (PoolUser user : population.users()) {
            UserSeed seed = seed(user, groups.getOrDefault(user.username(), List.of()));
            held("user " + user.username(), () -> cognito.seed().users(pool, List.of(seed)));
        }
    }

    private static UserSeed seed(PoolUser user, List<String> groups) {
        SortedMap<String, String> attributes = new TreeMap<>(user.attributes());
        attributes.remove("sub");
        return new UserSeed(
                Optional.of(user.sub()),
                user.username(),
                attributes,
                UserStatus.valueOf(user.status()),
                user.enabled(),
                groups,
                Optional.of(user.created()),
                Optional.of(user.lastModified()),
                user.mfa());
    }

    private static void held(String what, Runnable seeding) {
        try {
            seeding.run();
        } catch (AwsError e) {
            throw new PoolFileException("Cognito could not hold the " + what + ": " + e.getMessage());
        }
    }
}
