package cognitobackup.exporter;

import cognitobackup.backup.Run;
import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionSettings;
import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.Shard;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the pool's configuration by part, and shares out the work of the export. */
@Singleton
final class CheckUserPool {
    private static final Logger LOG = LoggerFactory.getLogger(CheckUserPool.class);

    private final ExportSteps steps;
    private final FunctionSettings settings;

    CheckUserPool(ExportSteps steps, FunctionSettings settings) {
        this.steps = steps;
        this.settings = settings;
    }

    /**
     * The work of an export, and what was seen of the configuration.
     *
     * @param listings the partitions of the listing of users: one, since AWS promises completeness of no other
     * @param memberLists the shares of the groups
     * @param units what is reconciled
     * @param progress what this step did
     */
    @Serdeable
    public record Work(List<Listing> listings, List<MemberList> memberLists, List<Unit> units, Progress progress) {}

    Work check(Run run, Deadline deadline) {
        ExportStep step = steps.begin(run, "configuration", 1, Progress.NONE, deadline);
        List<ConfigurationPart> parts = step.pool().configuration();
        step.store(parts);
        LOG.atInfo().addKeyValue("parts", parts.size()).log("recorded the pool's configuration");
        List<Shard> units = Shard.units();
        return new Work(
                List.of(new Listing("users-0", null, 1)),
                IntStream.range(0, settings.memberWorkers())
                        .mapToObj(share -> new MemberList(share, settings.memberWorkers()))
                        .toList(),
                units.stream()
                        .map(shard -> new Unit(shard.digit(), units.size()))
                        .toList(),
                step.done().progress());
    }
}
