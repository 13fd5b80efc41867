package cognitobackup.backup;

import cognitobackup.backup.Operation.Export;
import cognitobackup.backup.Operation.Look;
import cognitobackup.backup.Operation.Redrive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes a failing history smaller as long as it still fails: leaves out operations, deaths, looks, and what is in them. */
final class Shrinking {
    private static final int MOST_TRIES = 600;

    private final Predicate<List<Operation>> fails;
    private int tries;

    private Shrinking(Predicate<List<Operation>> fails) {
        this.fails = fails;
    }

    static List<Operation> of(List<Operation> failing, Predicate<List<Operation>> fails) {
        return new Shrinking(fails).shrink(failing);
    }

    private List<Operation> shrink(List<Operation> failing) {
        List<Operation> smallest = failing;
        for (int chunk = Math.max(1, failing.size() / 2); chunk >= 1; chunk /= 2) {
            int size = chunk;
            smallest = repeatedly(smallest, operations -> without(operations, size));
        }
        return repeatedly(smallest, Shrinking::simpler);
    }

    private List<Operation> repeatedly(
            List<Operation> failing, java.util.function.Function<List<Operation>, Stream<List<Operation>>> smaller) {
        List<Operation> smallest = failing;
        while (true) {
            Optional<List<Operation>> next = smaller.apply(smallest)
                    .filter(candidate -> tries++ < MOST_TRIES && fails.test(candidate))
                    .findFirst();
            if (next.isEmpty()) {
                return smallest;
            }
            smallest = next.get();
        }
    }

    private static <T> Stream<List<T>> without(List<T> list, int chunk) {
        return IntStream.iterate(0, from -> from < list.size(), from -> from + chunk)
                .mapToObj(from -> IntStream.range(0, list.size())
                        .filter(index -> index < from || index >= from + chunk)
                        .mapToObj(list::get)
                        .toList());
    }

    private static Stream<List<Operation>> simpler(List<Operation> operations) {
        return Stream.concat(
                without(operations, 1),
                IntStream.range(0, operations.size()).boxed().flatMap(index -> simpler(operations.get(index))
                        .map(simple -> {
                            List<Operation> changed = new ArrayList<>(operations);
                            changed.set(index, simple);
                            return changed;
                        })));
    }

    private static Stream<Operation> simpler(Operation operation) {
        if (operation instanceof Export export) {
            Stream<Operation> immortal =
                    export.death().stream().map(death -> new Export(export.looks(), Optional.empty()));
            Stream<Operation> fewer = without(export.looks(), 1).map(looks -> new Export(looks, export.death()));
            Stream<Operation> emptier = IntStream.range(0, export.looks().size())
                    .boxed()
                    .flatMap(index -> without(export.looks().get(index).before(), 1)
                            .map(before -> {
                                List<Look> looks = new ArrayList<>(export.looks());
                                looks.set(
                                        index, new Look(before, looks.get(index).choice()));
                                return new Export(looks, export.death());
                            }));
            return Stream.of(immortal, fewer, emptier).flatMap(each -> each);
        }
        if (operation instanceof Redrive redrive && redrive.death().isPresent()) {
            return Stream.of(new Redrive(redrive.back(), redrive.stillRunning(), Optional.empty()));
        }
        return Stream.empty();
    }
}
