package cognitobackup.importer;

import cognitobackup.pool.MfaPreference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an import has to do for one planned user.
 *
 * @param create whether the user is to be created, or finished where that was begun
 * @param byJob whether an import job is to create it
 * @param attributes what of its attributes is to be set and removed
 * @param enabled whether the user is to be enabled or disabled; empty to leave that
 * @param join the groups that the user is to be added to
 * @param leave the groups that the user is to be taken out of
 * @param mfa the second factors that are to be switched on; empty for none
 * @param links the identities at identity providers that are to be linked to the user
 * @param unlink the {@link cognitobackup.pool.ProviderIdentity#key keys} of those that are to be unlinked from it
 */
record ToDo(
        boolean create,
        boolean byJob,
        AttributeChange attributes,
        Optional<Boolean> enabled,
        List<String> join,
        List<String> leave,
        Optional<MfaPreference> mfa,
        List<Link> links,
        List<String> unlink) {
    static final ToDo NOTHING = new ToDo(false, false, AttributeChange.NONE, Optional.empty(), List.of(), List.of());

    ToDo(
            boolean create,
            boolean byJob,
            AttributeChange attributes,
            Optional<Boolean> enabled,
            List<String> join,
            List<String> leave) {
        this(create, byJob, attributes, enabled, join, leave, Optional.empty(), List.of(), List.of());
    }

    /** The same, and these second factors. */
    ToDo with(Optional<MfaPreference> factors) {
        return new ToDo(create, byJob, attributes, enabled, join, leave, factors, links, unlink);
    }

    /** The same, and what is to be done about links to identity providers. */
    ToDo with(PlannedLinks.Result linking) {
        return new ToDo(create, byJob, attributes, enabled, join, leave, mfa, linking.toLink(), linking.toUnlink());
    }

    static ToDo creation(boolean byJob) {
        return new ToDo(true, byJob, AttributeChange.NONE, Optional.empty(), List.of(), List.of());
    }

    /** Whether a user of the target is to be changed. */
    boolean update() {
        return changes() > 0;
    }

    /** How many calls that change a user this takes, beside creating it. */
    int changes() {
        return (attributes.set().isEmpty() ? 0 : 1)
                + (attributes.remove().isEmpty() ? 0 : 1)
                + (enabled.isPresent() ? 1 : 0)
                + join.size()
                + leave.size()
                + (mfa.isPresent() ? 1 : 0)
                + links.size()
                + unlink.size();
    }

    boolean nothing() {
        return !create && !update();
    }

    /** In words, for the report of a dry run. */
    List<String> inWords() {
        List<String> words = new ArrayList<>();
        if (create) {
            words.add(byJob ? "create by import job" : "create");
        }
        attributes.set().keySet().forEach(name -> words.add("set " + name));
        attributes.remove().forEach(name -> words.add("remove " + name));
        mfa.ifPresent(factors -> factors.factors().keySet().forEach(factor -> words.add("switch on " + factor)));
        enabled.ifPresent(on -> words.add(on ? "enable" : "disable"));
        join.forEach(group -> words.add("join " + group));
        leave.forEach(group -> words.add("leave " + group));
        links.forEach(link -> words.add("link " + link.provider()));
        unlink.forEach(link -> words.add("unlink an identity"));
        return words;
    }
}
