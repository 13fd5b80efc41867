package cognitobackup.importer;

import cognitobackup.backup.Backup;
import cognitobackup.backup.Backups;
import cognitobackup.backup.ImportItem;
import cognitobackup.backup.Imports;
import cognitobackup.backup.Manifest;
import cognitobackup.backup.Run;
import cognitobackup.backup.RunId;
import cognitobackup.backup.RunLock;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionSettings;
import cognitobackup.function.RefusedException;
import cognitobackup.function.Variables;
import cognitobackup.importer.Selected.Selector;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Begins an import, or resumes the target's unfinished one. Refuses before anything is changed; what it holds by then is
 * given back.
 */
@Singleton
class StartImport {
    private final FunctionSettings settings;
    private final ImportAccess access;
    private final NamedExports exports;
    private final Selections selections;
    private final RunLock lock;
    private final Imports imports;
    private final Backups backups;
    private final String importsOfThisRegion;
    private final long usersOfUnit;

    @Inject
    StartImport(
            FunctionSettings settings,
            Variables variables,
            ImportAccess access,
            NamedExports exports,
            Selections selections,
            RunLock lock,
            Imports imports,
            Backups backups) {
        this(settings, variables, access, exports, selections, lock, imports, backups, Division.USERS_OF_UNIT);
    }

    StartImport(
            FunctionSettings settings,
            Variables variables,
            ImportAccess access,
            NamedExports exports,
            Selections selections,
            RunLock lock,
            Imports imports,
            Backups backups,
            long usersOfUnit) {
        this.settings = settings;
        this.access = access;
        this.exports = exports;
        this.selections = selections;
        this.lock = lock;
        this.imports = imports;
        this.backups = backups;
        this.usersOfUnit = usersOfUnit;
        this.importsOfThisRegion = RunLock.importsOf(variables.required("AWS_REGION", "a Region such as eu-west-1"));
    }

    /**
     * What the workflow begins with.
     *
     * @param readings what of which snapshot is read and verified
     * @param snapshotUnits the units of the snapshot that are needed
     * @param units the units of the comparison
     */
    record Started(
            ImportRun run,
            List<VerifySnapshot.Work> readings,
            List<PinPlan.Unit> snapshotUnits,
            List<PinPlan.Unit> units) {
        private static Started of(ImportRun run, Set<Shard> needed) {
            List<Shard> shards = Shard.units().stream().filter(needed::contains).toList();
            Map<Shard, List<String>> byUnit = new LinkedHashMap<>();
            shards.forEach(shard -> byUnit.computeIfAbsent(run.division().unit(shard), unit -> new ArrayList<>())
                    .add(shard.digit()));
            Stream<VerifySnapshot.Work> readings =
                    byUnit.values().stream().map(unit -> new VerifySnapshot.Work(unit, false));
            Stream<VerifySnapshot.Work> others = run.otherExportId() == null
                    ? Stream.empty()
                    : byUnit.values().stream().map(unit -> new VerifySnapshot.Work(unit, true));
            return new Started(
                    run,
                    Stream.concat(readings, others).toList(),
                    shards.stream()
                            .map(shard -> new PinPlan.Unit(shard.digit()))
                            .toList(),
                    PinPlan.units(run.division()));
        }
    }

    Started start(@Nullable JsonNode rawInput, String execution, Deadline deadline) {
        ImportInput input = ImportInputReader.read(rawInput, sources(), settings.importIntoSources());
        long usersOfTarget = input.options().purpose().readsTarget()
                ? access.target(input.targetUserPoolId(), 1, deadline).estimatedUsers()
                : 0;
        List<Run> held = new ArrayList<>();
        try {
            Run region = acquire(importsOfThisRegion, execution, input, held);
            Run target = acquire(lockedBy(input), execution, input, held);
            return run(input, target, region, usersOfTarget, deadline);
        } catch (RefusedException e) {
            held.forEach(lock::release);
            throw e;
        }
    }

    private static String lockedBy(ImportInput input) {
        return input.options().purpose().changesTarget()
                ? input.targetUserPoolId()
                : RunLock.readersOf(input.targetUserPoolId());
    }

    /** Pools that the deployment exports or whose backups it has: none of them is ever filled. */
    private List<String> sources() {
        return Stream.concat(settings.sourceUserPoolIds().stream(), settings.userPoolIds().stream())
                .distinct()
                .toList();
    }

    private Run acquire(String name, String execution, ImportInput input, List<Run> held) {
        RunLock.Attempt attempt = lock.acquire(name, execution, input.breakLock());
        if (attempt instanceof RunLock.Attempt.Held other) {
            throw new RefusedException("Another run holds the lock of " + name + ": " + other.holder() + "."
                    + other.freeFrom()
                            .map(time -> " It can be taken from " + time + " on.")
                            .orElse(" If that run is known to be over, start again with breakLock set to it."));
        }
        Run run = ((RunLock.Attempt.Acquired) attempt).run();
        held.add(run);
        return run;
    }

    private Started run(ImportInput input, Run target, Run region, long usersOfTarget, Deadline deadline) {
        if (!input.options().purpose().plans()) {
            ImportRun run = begun(input, target, region, deadline);
            return Started.of(run.with(division(run, List.of(), usersOfTarget)), Set.copyOf(Shard.units()));
        }
        // What changes nothing leaves nothing unfinished, and neither resumes nor hides what another left.
        Optional<ImportItem> unfinished = input.options().purpose().changesTarget()
                ? imports.newest(input.targetUserPoolId(), ImportState.PINNED::of)
                : Optional.empty();
        if (unfinished.isPresent() && !input.restart()) {
            return Started.of(resumed(unfinished.get(), input, target, region), Set.of());
        }
        ImportRun run = begun(input, target, region, deadline);
        List<Selected> selected = selections.resolve(input, run.exportId().value());
        unfinished.ifPresent(item -> imports.update(ImportState.ABANDONED.set(item)));
        run = run.with(division(run, selected, usersOfTarget));
        selections.keep(run, selected);
        // Not written where this very run has already done so: then it was invoked again.
        imports.create(ImportState.started(input, region.id(), run.exportId()));
        return Started.of(run, Selections.shards(selected));
    }

    private ImportRun begun(ImportInput input, Run target, Run region, Deadline deadline) {
        // A list tells of all there are; whoever accepts what is incomplete accepts what is late.
        boolean asIs = input.options().purpose() == Purpose.LIST_EXPORTS
                || input.options().acceptIncomplete();
        return run(
                region.id(),
                input,
                asIs
                        ? exports.named(input.userPoolId(), "asOf", input.asOf())
                        : exports.namedAndNewest(input.userPoolId(), "asOf", input.asOf(), deadline),
                input.comparedWith()
                        .map(moment -> exports.named(input.userPoolId(), "compare", moment))
                        .orElse(null),
                target,
                region,
                false);
    }

    /** By how many users are planned at most, and how many there are in the target if all of it is listed. */
    private Division division(ImportRun run, List<Selected> selected, long usersOfTarget) {
        boolean named = !selected.isEmpty() && selected.stream().noneMatch(each -> each.selector() == Selector.GROUPS);
        long planned =
                named ? selected.stream().mapToLong(each -> each.subs().size()).sum() : usersOfSnapshots(run);
        boolean listed = !named || planned > ListTargetUsers.MOST_SINGLY;
        return Division.of(listed ? Math.max(planned, usersOfTarget) : planned, usersOfUnit);
    }

    private long usersOfSnapshots(ImportRun run) {
        Backup backup = backups.of(run.sourceUserPoolId());
        // Where the wanted snapshot is not whole, another takes its place.
        Stream<Manifest> manifests = run.options().latestComplete()
                ? backup.manifests().stream()
                : Stream.of(run.exportId(), run.otherExportId())
                        .filter(Objects::nonNull)
                        .flatMap(exportId -> backup.manifest(exportId).stream());
        return manifests
                .mapToLong(manifest -> manifest.count(RecordKind.USER))
                .max()
                .orElse(0);
    }

    private static ImportRun resumed(ImportItem unfinished, ImportInput input, Run target, Run region) {
        if (!unfinished.input().equals(input.fingerprint())) {
            throw new RefusedException("The target has the unfinished import " + unfinished.importId()
                    + ", which was asked for otherwise: " + unfinished.input()
                    + ". Give the same input to finish it, or add restart: true to leave it behind.");
        }
        return run(unfinished.importId(), input, unfinished.snapshot().orElseThrow(), null, target, region, true)
                .with(ImportState.division(unfinished));
    }

    private static ImportRun run(
            RunId importId,
            ImportInput input,
            RunId exportId,
            @Nullable RunId otherExportId,
            Run target,
            Run region,
            boolean resumed) {
        return new ImportRun(
                target.userPoolId(),
                target.id(),
                target.execution(),
                target.term(),
                List.of(region),
                importId,
                input.targetUserPoolId(),
                input.userPoolId(),
                exportId,
                otherExportId,
                input.options(),
                Division.FINEST,
                resumed);
    }
}
