package cognitobackup.importer;

import cognitobackup.function.RefusedException;
import cognitobackup.pool.Shard;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Locale;

/**
 * One text of the input's {@code only}, as a line of the plan.
 *
 * @param position its place in its list, from 0: what it is called outside of the plan's files
 * @param value a group's name, what somebody signs in with as the source computes it, or a sub
 * @param subs of a username: who signs in so, or did before being gone; of a sub: itself
 */
@Serdeable
record Selected(
        Selector selector,
        int position,
        String value,
        @Nullable List<String> subs) {
    // Empty collections are left out of the JSON.
    Selected {
        subs = subs == null ? List.of() : subs;
    }

    /** The lists of {@code only}. */
    enum Selector {
        GROUPS,
        USERNAMES,
        SUBS
    }

    /** Where in the snapshot what is selected may be. */
    List<Shard> shards() {
        return selector == Selector.GROUPS
                ? Shard.all()
                : subs.stream().map(Shard::of).distinct().toList();
    }

    /** That a snapshot does not have it; says where it stands in the input, never what it is. */
    RefusedException notIn(String exportId) {
        String what =
                switch (selector) {
                    case GROUPS -> "no group of this name";
                    case USERNAMES ->
                        "no user who signed in so; whoever has changed the name since, or signs in otherwise, can be selected by sub";
                    case SUBS -> "no user with this sub";
                };
        return new RefusedException("The snapshot " + exportId + " has " + what + ": only."
                + selector.name().toLowerCase(Locale.ROOT) + "[" + position
                + "], counted from 0. Take it out of the input, or give as asOf an export that has it. Nothing was"
                + " changed in the target.");
    }
}
