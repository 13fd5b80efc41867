package cognitobackup.exporter;

import cognitobackup.backup.Run;
import cognitobackup.cognito.ExpiredTokenException;
import cognitobackup.function.Deadline;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the pool's groups and stores what is new about them. */
@Singleton
final class ExportGroups {
    private static final Logger LOG = LoggerFactory.getLogger(ExportGroups.class);

    private final ExportSteps steps;

    ExportGroups(ExportSteps steps) {
        this.steps = steps;
    }

    StepOutput export(Run run, Progress before, Deadline deadline) {
        ExportStep step = steps.begin(run, "groups", 1, before, deadline);
        try {
            return Pages.through(token -> step.pool().listGroups(token), before.next(), deadline, groups -> {
                        step.store(groups);
                        LOG.atInfo().addKeyValue("groups", groups.size()).log("exported a page of groups");
                    })
                    .map(step::continueAt)
                    .orElseGet(step::done);
        } catch (ExpiredTokenException e) {
            LOG.info("the listing's token is too old, the listing begins again");
            return Restarts.restart(step, before, Optional.empty());
        }
    }
}
