package cognitobackup.importer;

import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * Decides which of several planned users gets an address or name that the target lets one user have: the one modified last.
 * A pool has no two such users, but a snapshot may, since it is read while people change. The others are restored with the
 * address unverified, or without the name.
 */
@Singleton
class PlannedAliases {
    private final JsonLines lines;

    PlannedAliases(JsonLines lines) {
        this.lines = lines;
    }

    /** Whether planned users can claim anything beside what they are known by. */
    static boolean possible(PoolSettings target) {
        return !target.aliasAttributes().isEmpty()
                || target.usernameAttributes().size() > 1;
    }

    /** Writes down what a planned user claims; a user whom an identity provider makes claims nothing. */
    static void claim(
            ImportRun run, Shard bySub, User user, String identity, Restorable restorable, JsonLines.Writer plan) {
        if (!possible(restorable.target()) || PlanRules.federatedProfile(user)) {
            return;
        }
        SortedMap<String, String> attributes = restorable.comparedAttributes(user);
        for (String attribute : AttributeOwners.UNIQUE) {
            String value = restorable.folded(attributes.getOrDefault(attribute, ""));
            // What it signs in with first is what it is known by, of which no two users are planned.
            if (!value.isEmpty()
                    && !value.equals(identity)
                    && AttributeOwners.unique(attribute, attributes, restorable.target())) {
                String hash = AttributeHashes.hash(value);
                plan.add(
                        ImportFiles.aliasClaims(run, run.division().unit(hash), bySub),
                        new AliasClaim(
                                user.sub(),
                                run.division().unit(identity).digit(),
                                attribute,
                                hash,
                                user.lastModified()));
            }
        }
    }

    /** Decides about all claims, now that every one of them is written down. */
    void decide(ImportRun run, PoolSettings target) {
        if (!possible(target)) {
            return;
        }
        try (JsonLines.Writer lost = lines.writer()) {
            for (Shard byValue : run.division().all()) {
                JsonLines.Fetched<AliasClaim> claims =
                        lines.fetch(ImportFiles.aliasClaims(run, byValue), AliasClaim.class);
                Map<String, AliasClaim> winners = new HashMap<>();
                claims.read(claim -> winners.merge(claim.claimed(), claim, AliasClaim::newer));
                claims.read(claim -> {
                    if (!winners.get(claim.claimed()).sub().equals(claim.sub())) {
                        lost.add(
                                ImportFiles.lostAliases(run, new Shard(claim.unit())),
                                new LostAlias(claim.sub(), claim.attribute()));
                    }
                });
            }
            lost.store();
        }
    }

    /** What planned users of a unit by identity have lost to one another. */
    LostAliases lost(ImportRun run, Shard byIdentity, PoolSettings target) {
        var aliases = new LostAliases(new HashMap<>(), target);
        if (possible(target)) {
            lines.read(
                    ImportFiles.lostAliases(run, byIdentity),
                    LostAlias.class,
                    lost -> aliases.add(lost.sub(), lost.attribute(), LostAliases.Owner.PLANNED));
        }
        return aliases;
    }
}
