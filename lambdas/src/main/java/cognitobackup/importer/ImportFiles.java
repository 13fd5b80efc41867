package cognitobackup.importer;

import cognitobackup.pool.Shard;

/**
 * Where an import keeps its files. Keys follow from what is in a file, so that a repeated step replaces its own files;
 * what depends on the moment is kept apart by run and round. Users are kept apart by the unit of the import's
 * {@link Division} that their identity, sub or hash belongs to.
 */
final class ImportFiles {
    private ImportFiles() {}

    /** Planned users of a unit by identity, as found in a unit by sub. */
    static String plannedUsers(ImportRun run, Shard byIdentity, Shard bySub) {
        return plannedUsers(run, byIdentity) + bySub + ".jsonl.gz";
    }

    static String plannedUsers(ImportRun run, Shard byIdentity) {
        return plan(run) + "users/" + byIdentity + "/";
    }

    /** What planned users claim to have to themselves, by unit of the value, as found in a unit by sub. */
    static String aliasClaims(ImportRun run, Shard byValue, Shard bySub) {
        return aliasClaims(run, byValue) + bySub + ".jsonl.gz";
    }

    static String aliasClaims(ImportRun run, Shard byValue) {
        return plan(run) + "alias-claims/" + byValue + "/";
    }

    /** What planned users of a unit by identity claim in vain. */
    static String lostAliases(ImportRun run, Shard byIdentity) {
        return plan(run) + "lost-aliases/" + byIdentity + ".jsonl.gz";
    }

    /** What is to be said of the target before anything is done in it. */
    static String preparation(ImportRun run) {
        return of(run) + "runs/" + run.term() + "/preparation.jsonl.gz";
    }

    /** Memberships of users that the snapshot does not have. */
    static String strayMemberships(ImportRun run, Shard bySub) {
        return strayMemberships(run) + bySub + ".jsonl.gz";
    }

    static String strayMemberships(ImportRun run) {
        return plan(run) + "stray-memberships/";
    }

    static String plannedGroups(ImportRun run) {
        return plan(run) + "groups.jsonl.gz";
    }

    /** The groups of the snapshot, of which a selection plans some. */
    static String snapshotGroups(ImportRun run) {
        return plan(run) + "snapshot-groups.jsonl.gz";
    }

    /** The names of the groups that selected users of a unit by sub are in. */
    static String neededGroups(ImportRun run, Shard bySub) {
        return neededGroups(run) + bySub + ".jsonl.gz";
    }

    static String neededGroups(ImportRun run) {
        return plan(run) + "needed-groups/";
    }

    /** Whom the input selects; the same for every snapshot. */
    static String selection(ImportRun run) {
        return of(run) + "plan/only.jsonl.gz";
    }

    /** Whom of the selected a unit by sub of the snapshot has. */
    static String found(ImportRun run, Shard bySub) {
        return found(run) + bySub + ".jsonl.gz";
    }

    static String found(ImportRun run) {
        return plan(run) + "found/";
    }

    /** The names of the groups whose members each round lists. */
    static String listedGroups(ImportRun run) {
        return of(run) + "plan/listed-groups.jsonl.gz";
    }

    /** The source pool's configuration, a part a line. */
    static String sourceConfiguration(ImportRun run) {
        return plan(run) + "configuration.jsonl.gz";
    }

    /** The target's configuration as a run found it, a part a line. */
    static String targetConfiguration(ImportRun run) {
        return of(run) + "runs/" + run.term() + "/target-configuration.jsonl.gz";
    }

    static String targetUsers(ImportRun run, int round, Shard byIdentity) {
        return round(run, round) + "users/" + byIdentity + "/";
    }

    static String targetUsers(ImportRun run, int round, Shard byIdentity, int attempt, int part) {
        return targetUsers(run, round, byIdentity) + number(attempt) + "-" + number(part) + ".jsonl.gz";
    }

    /** The same, by unit of the sub of the planned user that they are known to be, whatever their identity is now. */
    static String targetUsersBySub(ImportRun run, int round, Shard bySub) {
        return round(run, round) + "users-by-sub/" + bySub + "/";
    }

    static String targetUsersBySub(ImportRun run, int round, Shard bySub, int attempt, int part) {
        return targetUsersBySub(run, round, bySub) + number(attempt) + "-" + number(part) + ".jsonl.gz";
    }

    static String targetMembersBySub(ImportRun run, int round, Shard bySub) {
        return round(run, round) + "members-by-sub/" + bySub + "/";
    }

    static String targetMembersBySub(ImportRun run, int round, Shard bySub, int worker, int part) {
        return targetMembersBySub(run, round, bySub) + number(worker) + "-" + number(part) + ".jsonl.gz";
    }

    static String targetMembers(ImportRun run, int round, Shard byIdentity) {
        return round(run, round) + "members/" + byIdentity + "/";
    }

    static String targetMembers(ImportRun run, int round, Shard byIdentity, int worker, int part) {
        return targetMembers(run, round, byIdentity) + number(worker) + "-" + number(part) + ".jsonl.gz";
    }

    /** What a round found of one unit that is not as planned. */
    static String findings(ImportRun run, int round, Shard unit, int part) {
        return findings(run, round) + unit + "-" + number(part) + ".jsonl.gz";
    }

    static String findings(ImportRun run, int round) {
        return round(run, round) + "findings/";
    }

    /** Old and new subs of one unit. */
    static String subs(ImportRun run, int round, Shard unit, int part) {
        return subs(run, round) + unit + "-" + number(part) + ".jsonl.gz";
    }

    static String subs(ImportRun run, int round) {
        return round(run, round) + "subs/";
    }

    /** Work for one user that is too large for a message. */
    static String largeWork(ImportRun run, String sub) {
        return of(run) + "large-work/" + sub + ".jsonl.gz";
    }

    /** Users who are to be handed to import jobs, as the comparison of a unit found them missing. */
    static String jobRows(ImportRun run, Shard unit, int part) {
        return jobRows(run) + unit + "-" + number(part) + ".jsonl.gz";
    }

    static String jobRows(ImportRun run) {
        return round(run, 0) + "job-rows/";
    }

    /**
     * Users who were handed to a job, by all runs of the import.
     *
     * @param attempt by what each attempt to begin the job is told from the others, all of which may have reached Cognito
     */
    static String handed(ImportRun run, Shard byIdentity, String jobName, String attempt) {
        return handed(run, byIdentity) + jobName + "-" + attempt + ".jsonl.gz";
    }

    static String handed(ImportRun run, Shard byIdentity) {
        return of(run) + "handed/" + byIdentity + "/";
    }

    /** Old and new subs of users whom jobs made, as they were recognised in all runs of the import. */
    static String recognised(ImportRun run, int round, Shard unit, int part) {
        return recognised(run, unit) + number(run.term()) + "-" + number(round) + "-" + number(part) + ".jsonl.gz";
    }

    static String recognised(ImportRun run, Shard unit) {
        return of(run) + "recognised/" + unit + "/";
    }

    /** Which line of a job's file is whose, for who reads the job's log. */
    static String linesOfJob(ImportRun run, String jobName) {
        return of(run) + "import-jobs/" + jobName + ".csv";
    }

    static String report(ImportRun run) {
        return of(run) + "report.json";
    }

    /** The same to look at, beside it. */
    static String reportPage(ImportRun run) {
        return of(run) + "report.html";
    }

    static String identityMap(ImportRun run) {
        return of(run) + "identity-map.csv";
    }

    private static String of(ImportRun run) {
        return "imports/" + run.importId() + "/";
    }

    /** One side of a comparison, as found in a unit by sub of a snapshot. */
    static String compared(ImportRun run, String side, Shard unit, Shard bySub) {
        return compared(run, side, unit) + bySub + ".jsonl.gz";
    }

    /** One side of a comparison, as found in the living pool: users of the first kind, then members. */
    static String compared(ImportRun run, String side, Shard unit, String phase, int attempt, int part) {
        return compared(run, side, unit) + phase + "-" + number(attempt) + "-" + number(part) + ".jsonl.gz";
    }

    static String compared(ImportRun run, String side, Shard unit) {
        return of(run) + "compared/" + side + "/" + unit + "/";
    }

    /** The names of the living pool's groups. */
    static String groupsOfPool(ImportRun run) {
        return of(run) + "compared/groups.jsonl.gz";
    }

    static String differences(ImportRun run, Shard unit) {
        return differences(run) + unit + ".jsonl.gz";
    }

    static String differences(ImportRun run) {
        return of(run) + "differences/";
    }

    /** By the snapshot: where that is chosen anew, nothing of another one is left among its files. */
    private static String plan(ImportRun run) {
        return of(run) + "plan/" + run.exportId() + "/";
    }

    /** By the run's term, too: a resumed run begins with round 0 again. */
    private static String round(ImportRun run, int round) {
        return of(run) + "runs/" + run.term() + "/" + round + "/";
    }

    private static String number(long number) {
        return String.format("%06d", number);
    }
}
