package cognitobackup.importer;

import cognitobackup.pool.ProviderIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the identities at identity providers that are linked to a planned user with those of the user in the target.
 * What keeps a link from being restored never keeps the user from it.
 */
final class PlannedLinks {
    /**
     * How many identities can be linked to one user.
     *
     * @see <a href="https://docs.aws.amazon.com/cognito/latest/developerguide/quotas.html">Quotas in Amazon Cognito</a>
     */
    private static final int MOST = 5;

    private final ProviderNames names;
    private final Set<String> providers;
    private final boolean dryRun;
    private final boolean allowRemovals;
    private final Results.OfUnit results;

    /** @param providers the names of the target's identity providers */
    PlannedLinks(ImportRun run, Set<String> providers, Results.OfUnit results) {
        this.names = new ProviderNames(run.options().providers());
        this.providers = providers;
        this.dryRun = run.options().purpose() == Purpose.DRY_RUN;
        this.allowRemovals = run.options().allowRemovals();
        this.results = results;
    }

    /**
     * What the comparison of a user's links came to.
     *
     * @param toUnlink the {@link ProviderIdentity#key keys} of those that are to be unlinked
     * @param notes what is to be said of the links that are not there, and of those that should not be
     * @param extra how many links the user has in the target only, and keeps
     */
    record Result(List<Link> toLink, List<String> toUnlink, List<Note> notes, int extra) {}

    /** Of a user who is not in the target yet. */
    Result ofNew(PlannedUser user) {
        return compare(user, Set.of());
    }

    Result compare(PlannedUser user, TargetUser target) {
        return compare(user, Set.copyOf(target.links()));
    }

    /** Whether a profile of the target is the planned one: only the provider's sign-in, or an administrator, makes it so. */
    boolean isProfile(PlannedUser user, TargetUser target) {
        Optional<ProviderIdentity> own = names.ofProfile(user.user());
        return own.isPresent() && target.links().contains(own.get().key());
    }

    private Result compare(PlannedUser user, Set<String> actual) {
        List<ProviderIdentity> planned = names.linked(user.user());
        Set<String> there = new TreeSet<>(actual);
        names.ofProfile(user.user()).map(ProviderIdentity::key).ifPresent(there::remove);
        Set<String> extra = new TreeSet<>(there);
        planned.forEach(identity -> extra.remove(identity.key()));
        List<Link> toLink = new ArrayList<>();
        List<String> toUnlink = new ArrayList<>();
        List<Note> notes = new ArrayList<>();
        for (String key : allowRemovals ? extra : Set.<String>of()) {
            Optional<String> failure = results.linkFailure(user.sub(), key);
            failure.ifPresent(reason -> notes.add(new Note(
                    Note.Kind.LINK_NOT_REMOVED, "a link that the snapshot does not have is not removed: " + reason)));
            if (failure.isEmpty()) {
                toUnlink.add(key);
            }
        }
        int free = MOST - there.size() + toUnlink.size();
        for (ProviderIdentity identity : planned) {
            if (there.contains(identity.key())) {
                continue;
            }
            Optional<String> failure = results.linkFailure(user.sub(), identity.key());
            if (!providers.contains(identity.provider())) {
                notes.add(note(identity, "the target has no such provider"));
            } else if (failure.isPresent()) {
                notes.add(note(identity, failure.get()));
            } else if (toLink.size() >= free) {
                notes.add(note(identity, "the user has as many links as Cognito allows"));
            } else {
                toLink.add(Link.of(identity));
                if (!dryRun) {
                    notes.add(note(identity, "it is not in the target"));
                }
            }
        }
        return new Result(toLink, toUnlink, notes, extra.size() - (dryRun ? toUnlink.size() : 0));
    }

    private static Note note(ProviderIdentity identity, String reason) {
        return new Note(
                Note.Kind.LINK_NOT_RESTORED, "its link to " + identity.provider() + " is not restored: " + reason);
    }
}
