package cognitobackup.importer;

import cognitobackup.cognito.RejectedByCognitoException;
import cognitobackup.cognito.UserPool;
import cognitobackup.pool.MfaPreference;
import cognitobackup.pool.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Changes one user of the target and its memberships, if it still is the one that the comparison found. */
final class UpdateUser {
    static final String USER_NOT_FOUND = "UserNotFoundException";

    private final ImportRun run;
    private final UserPool target;
    private final AttributeOwners owners;
    private final RestoreLinks links;
    private final Results results;

    UpdateUser(ImportRun run, UserPool target, Results results) {
        this.run = run;
        this.target = target;
        this.owners = new AttributeOwners(target, target.settings());
        this.links = new RestoreLinks(run, target, results);
        this.results = results;
    }

    /** Does nothing where somebody else has the name by now: the next comparison finds that out. */
    void update(UserWork work) {
        Optional<User> user =
                target.getUser(work.username()).filter(found -> found.sub().equals(work.targetSub()));
        if (user.isPresent()) {
            note(work, user.get());
            change(work, user.get());
        }
    }

    /** Before it is done: whoever is cut off in between must not take it for there before. */
    private void note(UserWork work, User user) {
        boolean made = results.user(run, work.identity(), work.sub())
                .filter(result -> result.names(user.sub()))
                .isPresent();
        boolean setBack = work.enabled() != null
                || !work.attributes().isEmpty()
                || !work.removals().isEmpty();
        var change = new UserChange(
                work.identity(),
                work.sub(),
                setBack && !made,
                made ? Set.of() : new TreeSet<>(work.groups()),
                new TreeSet<>(work.leave()),
                !made && !(work.links().isEmpty() && work.unlink().isEmpty()));
        if (!change.isEmpty()) {
            results.noteChange(run, change);
        }
    }

    /** What Cognito refuses keeps nothing else from being done. */
    private void change(UserWork work, User user) {
        String username = user.username();
        work.groups().forEach(group -> addToGroup(work, username, group));
        work.leave().forEach(group -> removeFromGroup(work, username, group));
        links.restore(work, user);
        List<RejectedByCognitoException> refusals = new ArrayList<>();
        Map<String, String> attributes = withoutTaken(work.attributes(), user);
        if (!attributes.isEmpty()) {
            attempt(refusals, () -> target.setAttributes(username, attributes));
        }
        if (!work.removals().isEmpty()) {
            attempt(refusals, () -> target.deleteAttributes(username, work.removals()));
        }
        if (!work.mfa().isEmpty()) {
            restoreMfa(work, user);
        }
        if (work.enabled() != null) {
            attempt(refusals, work.enabled() ? () -> target.enableUser(username) : () -> target.disableUser(username));
        }
        if (!refusals.isEmpty()) {
            throw refusals.get(0);
        }
    }

    /** Whoever has enrolled an authenticator app since the user was made has chosen, and keeps that. */
    private void restoreMfa(UserWork work, User user) {
        MfaPreference wanted = new MfaPreference(new TreeMap<>(work.mfa()));
        MfaPreference actual = user.mfa().orElse(MfaPreference.NONE);
        try {
            if (!actual.has(MfaPreference.TOTP) && !actual.equals(wanted)) {
                target.setMfa(user.username(), wanted);
            }
            results.put(run, MfaResult.done(work));
        } catch (RejectedByCognitoException e) {
            if (e.errorCode().equals(USER_NOT_FOUND)) {
                throw e;
            }
            results.mfaFailed(run, work.identity(), work.sub(), e.getMessage());
        }
    }

    /** Somebody may have taken an alias since the comparison; the next one says so in the report. */
    private Map<String, String> withoutTaken(Map<String, String> changes, User user) {
        Map<String, String> after = new TreeMap<>(user.attributes());
        after.putAll(changes);
        Map<String, String> free = new TreeMap<>(changes);
        for (String name : AttributeOwners.UNIQUE) {
            String flag = Addresses.flagOf(name);
            boolean touched = changes.containsKey(name) || changes.containsKey(flag);
            if (touched && owners.taken(name, after, user.sub())) {
                free.remove(name);
                free.remove(flag);
            }
        }
        return free;
    }

    private static void attempt(List<RejectedByCognitoException> refusals, Runnable call) {
        try {
            call.run();
        } catch (RejectedByCognitoException e) {
            if (e.errorCode().equals(USER_NOT_FOUND)) {
                throw e;
            }
            refusals.add(e);
        }
    }

    private void addToGroup(UserWork work, String username, String group) {
        membership(work, group, () -> target.addToGroup(username, group));
    }

    private void removeFromGroup(UserWork work, String username, String group) {
        membership(work, group, () -> target.removeFromGroup(username, group));
    }

    private void membership(UserWork work, String group, Runnable call) {
        try {
            call.run();
        } catch (RejectedByCognitoException e) {
            if (e.errorCode().equals(USER_NOT_FOUND)) {
                throw e;
            }
            results.membershipFailed(run, work.identity(), work.sub(), group, e.getMessage());
        }
    }
}
