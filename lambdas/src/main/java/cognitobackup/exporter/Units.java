package cognitobackup.exporter;

import cognitobackup.function.Deadline;
import cognitobackup.pool.Shard;
import io.micronaut.serde.annotation.Serdeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The units that one worker takes one after the other. A unit is the users and memberships of a shard, or the groups and
 * the configuration.
 *
 * @param shards the units, each by its shard
 * @param sharers how many workers share the request budget
 */
@Serdeable
public record Units(List<String> shards, int sharers) {
    /** Up to so many records are read within seconds, which more workers would spend on being started. */
    static final long RECORDS_OF_ONE_WORKER = 5_000;

    public Units {
        shards = List.copyOf(shards);
    }

    /** All units: for one worker where there are few records, else each for its own. */
    static List<Units> of(long records) {
        List<String> all = Shard.units().stream().map(Shard::digit).toList();
        return records <= RECORDS_OF_ONE_WORKER
                ? List.of(new Units(all, 1))
                : all.stream()
                        .map(shard -> new Units(List.of(shard), all.size()))
                        .toList();
    }

    /**
     * Takes the units that are not done yet, until all are or the deadline passes.
     *
     * @param before the progress with every unit so far
     * @param step takes one unit from its progress on
     */
    UnitsOutput inTurn(List<Progress> before, Deadline deadline, BiFunction<Shard, Progress, StepOutput> step) {
        List<Progress> progress =
                new ArrayList<>(before.stream().filter(Units::isDone).toList());
        Set<String> done = progress.stream()
                .map(unit -> Objects.requireNonNull(unit.unit(), "unit"))
                .collect(Collectors.toSet());
        Optional<Progress> underWay =
                before.stream().filter(unit -> !isDone(unit)).findFirst();
        List<String> left =
                shards.stream().filter(shard -> !done.contains(shard)).toList();
        for (int place = 0; place < left.size(); place++) {
            Progress from = place == 0 ? underWay.orElse(Progress.NONE) : Progress.NONE;
            StepOutput output = step.apply(new Shard(left.get(place)), from);
            progress.add(output.progress());
            if (!output.done() || (deadline.passed() && place < left.size() - 1)) {
                return new UnitsOutput(false, progress);
            }
        }
        return new UnitsOutput(true, progress);
    }

    /** A unit is named once it is done. */
    private static boolean isDone(Progress progress) {
        return progress.unit() != null;
    }
}
