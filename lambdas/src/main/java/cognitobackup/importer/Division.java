package cognitobackup.importer;

import cognitobackup.pool.Shard;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * How finely an import is divided: into 1, 2, 4, 8 or 16 units, each of as many shards, so of all identities whose hash
 * begins with the same bits. A file, a query and an invocation are spent on every unit in every round, whoever is in it,
 * so a small import has few. Decided once, when an import begins, and kept with it, since its files and results are
 * found by it.
 *
 * @param units how many there are: a power of two, sixteen at most
 */
@Serdeable
public record Division(int units) {
    /** Every shard is a unit. */
    static final Division FINEST = new Division(Shard.all().size());

    /** How many users a unit may have before there are more of them; a unit of this size takes seconds to compare. */
    static final long USERS_OF_UNIT = 500;

    public Division {
        if (units < 1 || units > Shard.all().size() || Integer.bitCount(units) != 1) {
            throw new IllegalArgumentException("An import has 1, 2, 4, 8 or 16 units, not " + units + ".");
        }
    }

    /**
     * The coarsest one in which no unit has more than so many users, were they spread evenly; the finest where there are
     * more of them.
     */
    static Division of(long users, long usersOfUnit) {
        int units = 1;
        while (units < FINEST.units && users > units * usersOfUnit) {
            units *= 2;
        }
        return new Division(units);
    }

    /** The units, in order; each is called by the first of its shards. */
    List<Shard> all() {
        return Shard.all().stream().filter(shard -> unit(shard).equals(shard)).toList();
    }

    /** The unit of what is found under this identity, sub or hash. */
    Shard unit(String value) {
        return unit(Shard.of(value));
    }

    /** The unit that a shard belongs to; what is in no shard is its own. */
    Shard unit(Shard shard) {
        if (shard.equals(Shard.UNSHARDED)) {
            return shard;
        }
        int shardsOfUnit = Shard.all().size() / units;
        int place = Shard.all().indexOf(shard);
        return Shard.all().get(place - place % shardsOfUnit);
    }
}
