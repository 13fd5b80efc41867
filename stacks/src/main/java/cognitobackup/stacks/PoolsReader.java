package cognitobackup.stacks;

import com.google.gson.JsonElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reads which pools are backed up, whose backups imports may use, and which pools imports may fill. */
final class PoolsReader {
    private static final Pattern USER_POOL_ID = Pattern.compile("(?=.{1,55}$)[\\w-]+_[0-9a-zA-Z]+");

    /**
     * The policies of a role may have 10,240 characters in all, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html,
     * and some name each pool up to three times.
     */
    static final int MOST_POOLS = 25;

    private final ConfiguredValues values;
    private final String region;

    PoolsReader(ConfiguredValues values, String region) {
        this.values = values;
        this.region = region;
    }

    List<Settings.UserPool> userPools(Settings.Role role) {
        var allowed = "a list of {id, schedule}, with ids of user pools of the stack's Region " + region
                + " and schedules like rate(1 day) or cron(30 2 * * ? *); or, for the time of a migration, of {id,"
                + " retiredTable} without a schedule, with the name of a table of the retired architecture";
        if (role == Settings.Role.PRIMARY
                && values.required("userPools", allowed).isEmpty()) {
            return List.of();
        }
        var pools = new ArrayList<Settings.UserPool>();
        for (var entry : values.list("userPools", allowed)) {
            var fields =
                    entry.isJsonObject() ? ConfiguredValues.texts(entry.getAsJsonObject()) : Map.<String, String>of();
            var pool = new Settings.UserPool(
                    fields.getOrDefault("id", ""),
                    Optional.ofNullable(fields.get("schedule")),
                    Optional.ofNullable(fields.get("retiredTable")));
            if (!Set.of("id", "schedule", "retiredTable").containsAll(fields.keySet()) || !isValid(pool)) {
                values.refuse("userPools", entry.toString(), allowed);
            }
            pools.add(pool);
        }
        refuseRepeated("userPools", pools.stream().map(Settings.UserPool::id).toList());
        if (pools.size() > MOST_POOLS) {
            values.refuse(
                    "userPools",
                    pools.size() + " pools",
                    "at most " + MOST_POOLS + " pools in one stack, since the policies of its roles name each of them;"
                            + " further ones in another stack, with its own table");
        }
        if (role == Settings.Role.PRIMARY && pools.isEmpty()) {
            values.refuse("userPools", values.text("userPools").orElse(""), "at least one pool in the primary stack");
        }
        return pools;
    }

    private boolean isValid(Settings.UserPool pool) {
        return isOfRegion(pool.id())
                && pool.schedule().filter(text -> !LongestGap.isValid(text)).isEmpty()
                && pool.retiredTable()
                        .filter(text -> pool.schedule().isPresent()
                                || !TableReader.NAME.matcher(text).matches())
                        .isEmpty();
    }

    List<String> furtherSources(List<Settings.UserPool> userPools) {
        return ids(
                "furtherSources",
                "a list of ids of user pools, of any Region, that are not in userPools",
                id -> USER_POOL_ID.matcher(id).matches() && !isBackedUp(id, userPools));
    }

    List<String> importTargets(List<Settings.UserPool> userPools) {
        return ids(
                "importTargets",
                "a list of ids of user pools of the stack's Region " + region
                        + " that are not in userPools: those are filled only with importIntoSources",
                id -> isOfRegion(id) && !isBackedUp(id, userPools));
    }

    private List<String> ids(String key, String allowed, Predicate<String> valid) {
        var ids = new ArrayList<String>();
        for (JsonElement entry : values.list(key, allowed)) {
            var id = ConfiguredValues.text(entry);
            if (!valid.test(id)) {
                values.refuse(key, entry.toString(), allowed);
            }
            ids.add(id);
        }
        refuseRepeated(key, ids);
        return ids;
    }

    private void refuseRepeated(String key, List<String> ids) {
        values.refuseRepeated(key, ids, "each pool once");
    }

    private static boolean isBackedUp(String id, List<Settings.UserPool> userPools) {
        return userPools.stream().anyMatch(pool -> pool.id().equals(id));
    }

    /** An id begins with its pool's Region: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html. */
    private boolean isOfRegion(String id) {
        return USER_POOL_ID.matcher(id).matches() && id.startsWith(region + "_");
    }
}
