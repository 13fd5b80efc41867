package cognitobackup.importer;

import cognitobackup.pool.Restorable;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import io.micronaut.serde.annotation.Serdeable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom of a shard this import has handed to import jobs, and who of the target has been taken for them. Jobs do not say
 * whom they made, so a user is recognised by what it is, once; from then on by its sub, whatever the person does with it.
 */
final class HandedUsers {
    private final ImportRun run;
    private final Restorable restorable;
    private final Set<String> handed = new HashSet<>();
    private final Map<String, String> targetSubs = new HashMap<>();

    HandedUsers(ImportRun run, Restorable restorable) {
        this.run = run;
        this.restorable = restorable;
    }

    /**
     * A user who was handed to a job, as a line of an import's files. Written before the job is started.
     *
     * @param sub the source's sub
     */
    @Serdeable
    record Handed(String sub) {}

    /**
     * A user whom a job made, as a line of an import's files.
     *
     * @param sub the source's sub
     * @param targetSub the sub in the target
     */
    @Serdeable
    record Recognised(String sub, String targetSub) {}

    /** Reads what former runs and rounds have written of a unit by identity. */
    HandedUsers read(JsonLines lines, Shard unit) {
        if (CreationRoutes.jobs(run.options())) {
            lines.read(ImportFiles.handed(run, unit), Handed.class, user -> handed.add(user.sub()));
            lines.read(
                    ImportFiles.recognised(run, unit),
                    Recognised.class,
                    user -> targetSubs.put(user.sub(), user.targetSub()));
        }
        return this;
    }

    /** Whether a job was given the user. */
    boolean handed(String sub) {
        return handed.contains(sub);
    }

    /** The sub in the target of a user that was recognised. */
    Optional<String> targetSub(String sub) {
        return Optional.ofNullable(targetSubs.get(sub));
    }

    /** Whether a job made the user of the target for the planned one. */
    boolean made(PlannedUser user, TargetUser target) {
        return recognised(user, target)
                || (handed.contains(user.sub()) && madeByJob(run, user.user(), target, restorable));
    }

    /** Whether that is known from before. */
    boolean recognised(PlannedUser user, TargetUser target) {
        return target.sub().equals(targetSubs.get(user.sub()));
    }

    /**
     * Whether a user of the target with the identity of one who was handed to a job can only be that job's: no person can
     * bring a user into the status in which jobs make them; and whoever has all that the planned user has, a verified
     * address among it, is the person that this address belongs to.
     */
    static boolean madeByJob(ImportRun run, User planned, TargetUser target, Restorable restorable) {
        if (target.created().isBefore(run.importId().instant())) {
            return false;
        }
        return target.status().equals(StatusTable.RESET_REQUIRED)
                || (Addresses.anyVerified(target.attributes())
                        && AttributeDiff.between(planned, target, restorable).isEmpty());
    }
}
