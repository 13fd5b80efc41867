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
import io.micronaut.core.annotation.Nullable;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Begins an import, or resumes the target's unfinished one. Refuses before anything is changed; what it holds by then is
 * given back.
 */
@Singleton
class StartImport {
    private static final int NAMED_EXPORTS = 5;

    private final FunctionSettings settings;
    private final ImportAccess access;
    private final Backups backups;
    private final RunLock lock;
    private final Imports imports;
    private final String importsOfThisRegion;

    StartImport(
            FunctionSettings settings,
            Variables variables,
            ImportAccess access,
            Backups backups,
            RunLock lock,
            Imports imports) {
        this.settings = settings;
        this.access = access;
        this.backups = backups;
        this.lock = lock;
        this.imports = imports;
        this.importsOfThisRegion = RunLock.importsOf(variables.required("AWS_REGION", "a Region such as eu-west-1"));
    }

    ImportRun start(@Nullable JsonNode rawInput, String execution, Deadline deadline) {
        ImportInput input = ImportInputReader.read(rawInput, sources(), settings.importIntoSources());
        refuseWhatIsNotBuilt(input);
        access.target(input.targetUserPoolId(), 1, deadline);
        RunId exportId = exportId(input);
        List<Run> held = new ArrayList<>();
        try {
            Run region = acquire(importsOfThisRegion, execution, input, held);
            Run target = acquire(lockedBy(input), execution, input, held);
            return run(input, exportId, target, region);
        } catch (RefusedException e) {
            held.forEach(lock::release);
            throw e;
        }
    }

    private static void refuseWhatIsNotBuilt(ImportInput input) {
        Purpose purpose = input.options().purpose();
        if ((purpose != Purpose.IMPORT && purpose != Purpose.DRY_RUN)
                || input.options().selective()
                || input.options().latestComplete()
                || input.options().acceptIncomplete()) {
            throw new RefusedException("This release restores whole snapshots only.");
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

    private RunId exportId(ImportInput input) {
        Backup backup = backups.of(input.userPoolId());
        Optional<Manifest> manifest = input.asOf().equals(ImportInput.LATEST)
                ? backup.newestManifest()
                : backup.manifest(new RunId(input.asOf()));
        return manifest.map(Manifest::exportId).orElseThrow(() -> {
            String newest = backup.manifests().stream()
                    .limit(NAMED_EXPORTS)
                    .map(each -> each.exportId().value())
                    .collect(Collectors.joining(", "));
            return new RefusedException(
                    "The backup table of this Region has no complete export of " + input.userPoolId()
                            + " for asOf '" + input.asOf() + "'. Newest complete exports: "
                            + (newest.isEmpty() ? "none" : newest) + ".");
        });
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

    private ImportRun run(ImportInput input, RunId exportId, Run target, Run region) {
        // What changes nothing leaves nothing unfinished, and neither resumes nor hides what another left.
        Optional<ImportItem> unfinished = input.options().purpose().changesTarget()
                ? imports.newest(input.targetUserPoolId(), ImportState.PINNED::of)
                : Optional.empty();
        if (unfinished.isPresent() && !input.restart()) {
            return resumed(unfinished.get(), input, target, region);
        }
        unfinished.ifPresent(item -> imports.update(ImportState.ABANDONED.set(item)));
        // Not written where this very run has already done so: then it was invoked again.
        imports.create(ImportState.started(input, region.id(), exportId));
        return run(region.id(), input, exportId, target, region, false);
    }

    private static ImportRun resumed(ImportItem unfinished, ImportInput input, Run target, Run region) {
        if (!unfinished.input().equals(input.fingerprint())) {
            throw new RefusedException("The target has the unfinished import " + unfinished.importId()
                    + ", which was asked for otherwise: " + unfinished.input()
                    + ". Give the same input to finish it, or add restart: true to leave it behind.");
        }
        return run(unfinished.importId(), input, unfinished.snapshot().orElseThrow(), target, region, true);
    }

    private static ImportRun run(
            RunId importId, ImportInput input, RunId exportId, Run target, Run region, boolean resumed) {
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
                null,
                input.options(),
                resumed);
    }
}
