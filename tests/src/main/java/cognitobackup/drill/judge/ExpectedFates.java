package cognitobackup.drill.judge;

import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What has become of the users of a pool that was restored into an empty one, counted by their status before and after
 * and by what they have to do next; and the same as the report counts it.
 */
public final class ExpectedFates {
    private ExpectedFates() {}

    /** Counted from the two pools, as lines such as {@code UNCONFIRMED, CONFIRMED, ASK_HELP_DESK}. */
    public static SortedMap<String, Long> of(PoolDump source, PoolDump restored) {
        Map<String, PoolUser> there = new HashMap<>();
        restored.users().forEach(user -> there.put(Identities.of(user, restored).orElse(user.username()), user));
        SortedMap<String, Long> fates = new TreeMap<>();
        for (PoolUser user : source.users()) {
            Optional<PoolUser> now =
                    Optional.ofNullable(there.get(Identities.of(user, source).orElse(user.username())));
            String status = now.map(PoolUser::status).orElse("absent");
            fates.merge(user.status() + ", " + status + ", " + next(user, now), 1L, Long::sum);
        }
        return fates;
    }

    private static String next(PoolUser before, Optional<PoolUser> now) {
        if (now.isEmpty()) {
            boolean federated = before.status().equals("EXTERNAL_PROVIDER") || Identities.isFederatedProfile(before);
            return federated ? "SIGN_IN_WITH_PROVIDER" : "CANNOT_SIGN_IN";
        }
        if (!now.get().enabled()) {
            return "STAYS_DISABLED";
        }
        boolean verified = Stream.of("email", "phone_number")
                .anyMatch(address ->
                        !now.get().attributes().getOrDefault(address, "").isEmpty()
                                && "true".equals(now.get().attributes().get(address + "_verified")));
        return verified ? "CHOOSE_PASSWORD" : "ASK_HELP_DESK";
    }

    /** As {@code report.json} has them, whatever the route. */
    public static SortedMap<String, Long> in(JsonNode report) {
        SortedMap<String, Long> fates = new TreeMap<>();
        for (JsonNode counted : report.path("fates")) {
            JsonNode fate = counted.path("fate");
            String line = fate.path("sourceStatus").asText() + ", "
                    + fate.path("targetStatus").asText("absent") + ", "
                    + fate.path("next").asText();
            fates.merge(line, counted.path("users").asLong(), Long::sum);
        }
        return fates;
    }
}
