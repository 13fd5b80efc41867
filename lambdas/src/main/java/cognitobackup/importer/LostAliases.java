package cognitobackup.importer;

import cognitobackup.pool.PoolSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The addresses and names that planned users cannot have to themselves, since somebody else has them. Such a user is
 * restored with the address unverified, or without the name. With them the attributes whose values the target turned out
 * to refuse, without which the user is restored.
 *
 * @param bySub to whom planned users have lost which of their attributes, by the planned users' subs
 */
record LostAliases(Map<String, Map<String, Owner>> bySub, PoolSettings target) {
    /** Who has what a planned user has lost. */
    enum Owner {
        PLANNED("another user of the backup, modified later, has its "),
        IN_TARGET("somebody else in the target has its "),
        NOBODY("the target cannot hold its ");

        /** Of what a user was created without; only what is unique can be somebody else's. */
        static Owner ofMissing(String attribute) {
            return AttributeOwners.UNIQUE.contains(attribute) ? IN_TARGET : NOBODY;
        }

        private final String words;

        Owner(String words) {
            this.words = words;
        }
    }

    void add(String sub, String attribute, Owner owner) {
        bySub.computeIfAbsent(sub, each -> new TreeMap<>()).putIfAbsent(attribute, owner);
    }

    /** The user as it is restored. */
    PlannedUser without(PlannedUser user) {
        return Optional.ofNullable(bySub.get(user.sub()))
                .map(lost -> user.with(without(lost.keySet(), user.attributes(), target)))
                .orElse(user);
    }

    /** What is left of a user's attributes, of an address maybe that it is there. */
    static Map<String, String> without(Iterable<String> lost, Map<String, String> attributes, PoolSettings target) {
        Map<String, String> left = new TreeMap<>(attributes);
        for (String attribute : lost) {
            if (Addresses.ALL.contains(attribute)) {
                left.remove(Addresses.flagOf(attribute));
            }
            if (!staysUnverified(attribute, target)) {
                left.remove(attribute);
            }
        }
        return left;
    }

    List<Note> notes(PlannedUser user) {
        List<Note> notes = new ArrayList<>();
        bySub.getOrDefault(user.sub(), Map.of()).forEach((attribute, owner) -> notes.add(note(attribute, owner)));
        return notes;
    }

    private Note note(String attribute, Owner owner) {
        if (owner == Owner.NOBODY) {
            return new Note(Note.Kind.ATTRIBUTES_LEFT_OUT, owner.words + attribute);
        }
        return new Note(
                Note.Kind.ALIAS_LOST,
                owner.words
                        + attribute
                        + (staysUnverified(attribute, target)
                                ? "; it is restored unverified"
                                : "; it is not restored"));
    }

    /** An alias is nobody's until it is verified; what users sign in with is one user's in any case. */
    private static boolean staysUnverified(String attribute, PoolSettings target) {
        return Addresses.ALL.contains(attribute) && !target.usernameAttributes().contains(attribute);
    }
}
