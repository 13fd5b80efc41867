package cognitobackup.importer;

import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.PoolSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is done about the second factors of users that an import makes. Codes by text message and e-mail can be switched
 * on again; the secret of an authenticator app nobody can read or write. Users who were in the target before keep theirs.
 *
 * @see <a href="https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserMFAPreference.html">
 *     AdminSetUserMFAPreference</a>
 */
final class RestoreMfa {
    private static final String OFF = "OFF";
    private static final String ON = "ON";
    private static final Map<String, String> ADDRESSES =
            Map.of(MfaPreference.SMS, "phone_number", MfaPreference.EMAIL, "email");
    private static final Map<String, String> WORDS =
            Map.of(MfaPreference.SMS, "codes by text message", MfaPreference.EMAIL, "codes by e-mail");

    private final PoolSettings target;
    private final Set<String> offered;
    private final Results.OfUnit results;

    /** @param offered the second factors that the target offers */
    RestoreMfa(PoolSettings target, Set<String> offered, Results.OfUnit results) {
        this.target = target;
        this.offered = offered;
        this.results = results;
    }

    /** The second factor whose codes are sent to an address. */
    static String factorSentTo(String address) {
        return ADDRESSES.entrySet().stream()
                .filter(factor -> factor.getValue().equals(address))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /**
     * What is done for one user.
     *
     * @param toSet what is to be switched on; empty where nothing is, or not any more
     * @param on what is switched on in the end
     * @param notes what is to be said of it in the report
     */
    record Plan(Optional<MfaPreference> toSet, Set<String> on, List<Note> notes) {
        /** Of a user who keeps its own. */
        static final Plan NOTHING = new Plan(Optional.empty(), Set.of(), List.of());
    }

    /**
     * Plans a user that this import made or will make.
     *
     * @param attributes the names of the attributes that it has in the target
     * @param announced whether this is a dry run, in which whatever is to be done succeeds
     */
    Plan plan(PlannedUser user, Collection<String> attributes, boolean announced) {
        List<Note> notes = new ArrayList<>();
        MfaPreference planned = user.mfaPreference();
        Set<String> possible = new TreeSet<>();
        for (String factor : planned.factors().keySet()) {
            if (factor.equals(MfaPreference.TOTP)) {
                notes.add(new Note(Note.Kind.ENROL_TOTP_AGAIN, "has to enrol an authenticator app again"));
            } else {
                Optional<String> obstacle = obstacle(factor, attributes);
                obstacle.ifPresent(reason -> notes.add(notRestored(factor, reason)));
                if (obstacle.isEmpty()) {
                    possible.add(factor);
                }
            }
        }
        Optional<MfaResult> result = results.mfa(user.sub());
        Optional<String> failure = results.mfaFailure(user.sub()).or(() -> results.userFailure(user.sub()));
        boolean done = result.filter(each -> each.failure().isEmpty()).isPresent();
        if (!announced && !done) {
            String reason = failure.orElse("was not set");
            possible.forEach(factor -> notes.add(notRestored(factor, reason)));
        }
        if (shutOut(attributes) && !user.user().federatedOrLinked()) {
            notes.add(new Note(
                    Note.Kind.NO_USABLE_MFA_FACTOR,
                    "the target requires a second factor and offers text messages only, and the user has no phone"
                            + " number"));
        }
        boolean set = !possible.isEmpty() && !done && failure.isEmpty();
        return new Plan(
                set ? Optional.of(planned.only(possible)) : Optional.empty(),
                done || failure.isEmpty() ? possible : Set.of(),
                notes);
    }

    /** Why a factor cannot be switched on, as far as that can be known without trying. */
    private Optional<String> obstacle(String factor, Collection<String> attributes) {
        String address = ADDRESSES.get(factor);
        if (address == null) {
            return Optional.of("no import can switch it on");
        }
        if (target.mfa().equals(OFF)) {
            return Optional.of("the target has multi-factor authentication switched off");
        }
        if (!offered.contains(factor)) {
            return Optional.of("the target does not offer it");
        }
        return attributes.contains(address) ? Optional.empty() : Optional.of("the user has no " + address);
    }

    /** Whoever lacks a factor is asked to enrol one at sign-in, unless there is none but text messages. */
    private boolean shutOut(Collection<String> attributes) {
        return target.mfa().equals(ON)
                && offered.equals(Set.of(MfaPreference.SMS))
                && !attributes.contains(ADDRESSES.get(MfaPreference.SMS));
    }

    private static Note notRestored(String factor, String reason) {
        return new Note(
                Note.Kind.MFA_PREFERENCE_NOT_RESTORED,
                "second factor not restored: " + WORDS.getOrDefault(factor, factor) + ": " + reason);
    }
}
