package cognitobackup.drill.judge;

import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.local.cognito.MfaFactor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What has become of the users of a pool that was restored into an empty one, counted by their status before and after
 * and by what they have to do next; and the same as the report counts it.
 */
public final class ExpectedFates {
    private ExpectedFates() {}

    /** Counted from the two pools, as lines such as {@code UNCONFIRMED, CONFIRMED, ASK_HELP_DESK}. */
    public static SortedMap<String, Long> of(PoolDump source, PoolDump restored) {
        return of(source, restored, Circumstances.ordinary());
    }

    /** The same where something is to be known of the restore. */
    public static SortedMap<String, Long> of(PoolDump source, PoolDump restored, Circumstances circumstances) {
        Map<String, PoolUser> there = new HashMap<>();
        restored.users().forEach(user -> there.put(Identities.of(user, restored).orElse(user.username()), user));
        SortedMap<String, Long> fates = new TreeMap<>();
        for (PoolUser user : source.users()) {
            Optional<PoolUser> now = Optional.ofNullable(
                    there.get(Identities.of(user, source, circumstances).orElse(user.username())));
            String status = now.map(PoolUser::status).orElse("absent");
            fates.merge(
                    user.status() + ", " + status + ", " + next(user, now, restored.userPool(), circumstances),
                    1L,
                    Long::sum);
        }
        return fates;
    }

    private static String next(PoolUser before, Optional<PoolUser> now, JsonNode pool, Circumstances circumstances) {
        if (now.isEmpty()) {
            boolean federated = before.status().equals("EXTERNAL_PROVIDER") || Identities.isFederatedProfile(before);
            return federated ? "SIGN_IN_WITH_PROVIDER" : "CANNOT_SIGN_IN";
        }
        if (!now.get().enabled()) {
            return "STAYS_DISABLED";
        }
        Set<MfaFactor> factors = secondFactors(before, now.get(), pool, circumstances);
        boolean reached = (!factors.contains(MfaFactor.EMAIL_OTP) && recovers("email", now.get(), pool))
                || (!factors.contains(MfaFactor.SMS_MFA) && recovers("phone_number", now.get(), pool));
        return reached ? "CHOOSE_PASSWORD" : "ASK_HELP_DESK";
    }

    /** To an address that is a second factor Cognito sends no code for a new password. */
    private static Set<MfaFactor> secondFactors(
            PoolUser before, PoolUser now, JsonNode pool, Circumstances circumstances) {
        Set<MfaFactor> factors = EnumSet.noneOf(MfaFactor.class);
        // A report knows of those that the import has switched on.
        factors.addAll(now.mfa().enabled());
        factors.retainAll(before.mfa().enabled());
        // Where everybody needs one, whatever the user has is taken without being switched on.
        if (pool.path("MfaConfiguration").asText().equals("ON") && circumstances.secondFactorsCaptured()) {
            before.mfa().enabled().stream()
                    .filter(factor -> SecondFactors.offered(factor, pool) && SecondFactors.reaches(factor, now))
                    .forEach(factors::add);
        }
        return factors;
    }

    /** Cognito names both addresses in a pool that was made without a word about it. */
    private static boolean recovers(String address, PoolUser user, JsonNode pool) {
        JsonNode mechanisms = pool.path("AccountRecoverySetting").path("RecoveryMechanisms");
        boolean allowed = mechanisms.isMissingNode();
        for (JsonNode mechanism : mechanisms) {
            allowed |= mechanism.path("Name").asText().equals("verified_" + address);
        }
        return allowed
                && !user.attributes().getOrDefault(address, "").isEmpty()
                && "true".equals(user.attributes().get(address + "_verified"));
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
