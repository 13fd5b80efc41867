package cognitobackup.importer;

import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.Restorable;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

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
                        ImportFiles.aliasClaims(run, Shard.of(hash), bySub),
                        new AliasClaim(user.sub(), Shard.of(identity).digit(), attribute, hash, user.lastModified()));
            }
        }
    }

    /** Decides about all claims, now that every one of them is written down. */
    void decide(ImportRun run, PoolSettings target) {
        if (!possible(target)) {
            return;
        }
        try (JsonLines.Writer lost = lines.writer()) {
            Shard.all().forEach(shard -> lost.begin(ImportFiles.lostAliases(run, shard)));
            for (Shard byValue : Shard.all()) {
                JsonLines.Fetched<AliasClaim> claims =
                        lines.fetch(ImportFiles.aliasClaims(run, byValue), AliasClaim.class);
                Map<String, AliasClaim> winners = new HashMap<>();
                claims.read(claim -> winners.merge(claim.claimed(), claim, AliasClaim::newer));
                claims.read(claim -> {
                    if (!winners.get(claim.claimed()).sub().equals(claim.sub())) {
                        lost.add(
                                ImportFiles.lostAliases(run, new Shard(claim.shard())),
                                new LostAlias(claim.sub(), claim.attribute()));
                    }
                });
            }
            lost.store();
        }
    }

    /** What planned users of a shard by identity have lost. */
    Lost lost(ImportRun run, Shard byIdentity, PoolSettings target) {
        Map<String, Set<String>> bySub = new HashMap<>();
        if (!possible(target)) {
            return new Lost(bySub, target);
        }
        lines.read(ImportFiles.lostAliases(run, byIdentity), LostAlias.class, lost -> bySub.computeIfAbsent(
                        lost.sub(), sub -> new TreeSet<>())
                .add(lost.attribute()));
        return new Lost(bySub, target);
    }

    /** The attributes that planned users have lost, by their subs. */
    record Lost(Map<String, Set<String>> bySub, PoolSettings target) {
        /** The user as it is restored. */
        PlannedUser without(PlannedUser user) {
            Set<String> lost = bySub.getOrDefault(user.sub(), Set.of());
            if (lost.isEmpty()) {
                return user;
            }
            Map<String, String> attributes = new TreeMap<>(user.attributes());
            for (String attribute : lost) {
                attributes.remove(Addresses.flagOf(attribute));
                if (!staysUnverified(attribute)) {
                    attributes.remove(attribute);
                }
            }
            return user.with(attributes);
        }

        List<Note> notes(PlannedUser user) {
            List<Note> notes = new ArrayList<>();
            bySub.getOrDefault(user.sub(), Set.of())
                    .forEach(attribute -> notes.add(new Note(
                            Note.Kind.ALIAS_LOST,
                            "another user of the backup, modified later, has its " + attribute
                                    + (staysUnverified(attribute)
                                            ? "; it is restored unverified"
                                            : "; it is not restored"))));
            return notes;
        }

        /** An alias is nobody's until it is verified; what users sign in with is one user's in any case. */
        private boolean staysUnverified(String attribute) {
            return Addresses.ALL.contains(attribute)
                    && !target.usernameAttributes().contains(attribute);
        }
    }
}
