package cognitobackup.importer;

import cognitobackup.pool.Restorable;
import java.util.Map;

/** Says what a planned user's status in the backup and its way into the target come to, and what is to be done then. */
final class StatusTable {
    /** A user who has a password, or needs none. */
    static final String CONFIRMED = "CONFIRMED";

    /** From it a user can neither sign in nor ask for a new password, so whoever is in it is not finished. */
    static final String FORCE_CHANGE_PASSWORD = "FORCE_CHANGE_PASSWORD";

    private StatusTable() {}

    /** A user whom an identity provider brings back. */
    static Fate provider(PlannedUser user) {
        return new Fate(user.status(), Route.PROVIDER, null, NextStep.SIGN_IN_WITH_PROVIDER);
    }

    /** A user who is not in the target. */
    static Fate none(PlannedUser user) {
        return new Fate(user.status(), Route.NONE, null, NextStep.CANNOT_SIGN_IN);
    }

    /** A user who is in the target. */
    static Fate there(PlannedUser user, Route route, TargetUser target) {
        return fate(user, route, target.status(), target.enabled(), target.attributes());
    }

    /** A user that an import will make. */
    static Fate announced(PlannedUser user, Route route, Restorable restorable) {
        return fate(user, route, CONFIRMED, user.enabled(), AttributeHashes.of(user.user(), restorable));
    }

    /** @param attributes its {@link AttributeHashes} */
    private static Fate fate(PlannedUser user, Route route, String status, boolean enabled, String attributes) {
        return new Fate(user.status(), route, status, next(route, status, enabled, hasVerifiedContact(attributes)));
    }

    private static NextStep next(Route route, String status, boolean enabled, boolean contact) {
        if (!enabled) {
            return NextStep.STAYS_DISABLED;
        }
        if (route == Route.THERE_BEFORE) {
            return NextStep.NOTHING;
        }
        if (status.equals(FORCE_CHANGE_PASSWORD)) {
            return NextStep.CANNOT_SIGN_IN;
        }
        if (route == Route.CSV && status.equals(CONFIRMED)) {
            return NextStep.SIGN_IN_WITH_CODE;
        }
        return contact ? NextStep.CHOOSE_PASSWORD : NextStep.ASK_HELP_DESK;
    }

    private static boolean hasVerifiedContact(String attributes) {
        Map<String, String> hashes = AttributeHashes.byName(attributes);
        return Addresses.ALL.stream()
                .anyMatch(address -> hashes.containsKey(address)
                        && AttributeHashes.hash("true").equals(hashes.get(Addresses.flagOf(address))));
    }
}
