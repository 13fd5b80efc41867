package cognitobackup.exporter;

import cognitobackup.backup.Run;
import cognitobackup.cognito.ExpiredTokenException;
import cognitobackup.function.Deadline;
import cognitobackup.pool.KeyHash;
import cognitobackup.pool.RecordKey;
import cognitobackup.pool.User;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lists the users of a partition and stores what is new about them. */
@Singleton
final class ExportUsers {
    private static final Logger LOG = LoggerFactory.getLogger(ExportUsers.class);

    private final ExportSteps steps;
    private final CaptureMfa captureMfa;

    ExportUsers(ExportSteps steps, CaptureMfa captureMfa) {
        this.steps = steps;
        this.captureMfa = captureMfa;
    }

    StepOutput export(Run run, Listing listing, Progress before, Deadline deadline) {
        ExportStep step = steps.begin(run, listing.worker(), listing.sharers(), before, deadline);
        Optional<String> prefix = Optional.ofNullable(listing.subPrefix());
        try {
            return Pages.through(
                            token -> step.pool().listUsers(prefix, token),
                            before.next(),
                            deadline,
                            users -> store(step, users))
                    .map(step::continueAt)
                    .orElseGet(step::done);
        } catch (ExpiredTokenException e) {
            LOG.info("the listing's token is too old, the listing begins again");
            return Restarts.restart(step, before, Optional.empty());
        }
    }

    private void store(ExportStep step, List<User> users) {
        step.store(captureMfa.capture(
                step.pool(),
                users.stream().filter(user -> !user.sub().isEmpty()).toList()));
        users.stream()
                .filter(user -> user.sub().isEmpty())
                .map(user -> KeyHash.of(RecordKey.user(user.username())).hex())
                .forEach(hash -> step.addFinding(Findings.USER_WITHOUT_SUB, hash));
        LOG.atInfo().addKeyValue("users", users.size()).log("exported a page of users");
    }
}
