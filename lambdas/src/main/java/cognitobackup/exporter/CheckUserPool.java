package cognitobackup.exporter;

import cognitobackup.backup.Manifest;
import cognitobackup.backup.Run;
import cognitobackup.backup.RunId;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionSettings;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.RecordKind;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the pool's configuration by part, and shares out the work of the export. */
@Singleton
final class CheckUserPool {
    private static final Logger LOG = LoggerFactory.getLogger(CheckUserPool.class);

    /**
     * AWS promises no completeness of a filtered listing, so one a week has no filter. The hour is for schedules: a start
     * a moment earlier than a week ago is not to wait for the next.
     */
    private static final Duration LISTS_WHOLE_AFTER = Duration.ofDays(7).minusHours(1);

    private final ExportSteps steps;
    private final FunctionSettings settings;

    CheckUserPool(ExportSteps steps, FunctionSettings settings) {
        this.steps = steps;
        this.settings = settings;
    }

    /**
     * The work of an export, and what was seen of the configuration.
     *
     * @param listings the partitions of the listing of users, or one without a filter
     * @param memberLists the shares of the groups
     * @param units the shares of the units that are reconciled
     * @param progress what this step did
     */
    @Serdeable
    public record Work(List<Listing> listings, List<MemberList> memberLists, List<Units> units, Progress progress) {}

    Work check(Run run, Deadline deadline) {
        ExportInvocation invocation = steps.begin(run, 1, deadline);
        ExportStep step = invocation.step("configuration", Progress.NONE);
        List<ConfigurationPart> parts = step.pool().configuration();
        step.store(parts);
        Optional<RunId> listedWhole = listedWhole(run, invocation.newestManifest());
        listedWhole.ifPresent(step::listsInPartitions);
        LOG.atInfo().addKeyValue("parts", parts.size()).log("recorded the pool's configuration");
        return new Work(
                listedWhole.isPresent() ? Listing.partitions(settings.listingPartitions()) : List.of(Listing.WHOLE),
                IntStream.range(0, settings.memberWorkers())
                        .mapToObj(share -> new MemberList(share, settings.memberWorkers()))
                        .toList(),
                Units.of(records(step, invocation.newestManifest())),
                step.done().progress());
    }

    /**
     * The newest export that listed without a filter, where this one need not. It goes by the export's id, not by the
     * time, so that repeating it decides the same.
     */
    private Optional<RunId> listedWhole(Run run, Optional<Manifest> newest) {
        if (settings.listingPartitions() == 1) {
            return Optional.empty();
        }
        Instant recently = run.id().instant().minus(LISTS_WHOLE_AFTER);
        return newest.map(Manifest::newestListedWhole)
                .filter(export -> export.instant().isAfter(recently));
    }

    /** About how many there are: those of the newest snapshot, or the pool's users where these are more. */
    private static long records(ExportStep step, Optional<Manifest> newest) {
        long stored = newest.stream()
                .flatMapToLong(manifest -> Stream.of(RecordKind.values()).mapToLong(manifest::count))
                .sum();
        return Math.max(stored, step.pool().estimatedUsers());
    }
}
