package cognitobackup.stacks;

import static cognitobackup.stacks.Access.CREATE_TARGET_USERS;
import static cognitobackup.stacks.Access.EXECUTIONS;
import static cognitobackup.stacks.Access.FIND_FILES;
import static cognitobackup.stacks.Access.FIND_IDENTITIES;
import static cognitobackup.stacks.Access.FIND_TARGET_USERS;
import static cognitobackup.stacks.Access.KEEP_OLDER_VERSIONS;
import static cognitobackup.stacks.Access.KEEP_RESULTS;
import static cognitobackup.stacks.Access.LINK_TARGET_USERS;
import static cognitobackup.stacks.Access.LOCK;
import static cognitobackup.stacks.Access.NOTE_FINDINGS;
import static cognitobackup.stacks.Access.NOTICES;
import static cognitobackup.stacks.Access.ONE_EXISTING_TARGET_USER;
import static cognitobackup.stacks.Access.ONE_SOURCE_GROUP;
import static cognitobackup.stacks.Access.ONE_TARGET_USER;
import static cognitobackup.stacks.Access.READ_BACKUP;
import static cognitobackup.stacks.Access.READ_FILES;
import static cognitobackup.stacks.Access.READ_RECORDS;
import static cognitobackup.stacks.Access.RELEASE_LOCK;
import static cognitobackup.stacks.Access.REMOVE_RECORDS;
import static cognitobackup.stacks.Access.RETIRED_MEMBERS;
import static cognitobackup.stacks.Access.RETIRED_TABLES;
import static cognitobackup.stacks.Access.RETIRED_TABLES_ANEW;
import static cognitobackup.stacks.Access.RUN_IMPORT_JOBS;
import static cognitobackup.stacks.Access.SEND_NEW_USERS;
import static cognitobackup.stacks.Access.SEND_USER_UPDATES;
import static cognitobackup.stacks.Access.SET_SECOND_FACTORS;
import static cognitobackup.stacks.Access.SOURCE_ANEW;
import static cognitobackup.stacks.Access.SOURCE_CONFIGURATION;
import static cognitobackup.stacks.Access.SOURCE_GROUPS;
import static cognitobackup.stacks.Access.SOURCE_MEMBERS;
import static cognitobackup.stacks.Access.SOURCE_MFA;
import static cognitobackup.stacks.Access.SOURCE_SETTINGS;
import static cognitobackup.stacks.Access.SOURCE_USERS;
import static cognitobackup.stacks.Access.STOP_IMPORT_JOBS;
import static cognitobackup.stacks.Access.STORE_MISSED_RECORDS;
import static cognitobackup.stacks.Access.STORE_RECORDS;
import static cognitobackup.stacks.Access.TAKE_LOCK;
import static cognitobackup.stacks.Access.TARGET_CONFIGURATION;
import static cognitobackup.stacks.Access.TARGET_CSV_HEADER;
import static cognitobackup.stacks.Access.TARGET_GROUPS;
import static cognitobackup.stacks.Access.TARGET_MEMBERS;
import static cognitobackup.stacks.Access.TARGET_MFA;
import static cognitobackup.stacks.Access.TARGET_SETTINGS;
import static cognitobackup.stacks.Access.TARGET_USERS;
import static cognitobackup.stacks.Access.TOPIC;
import static cognitobackup.stacks.Access.UNLINK_TARGET_USERS;
import static cognitobackup.stacks.Access.UPDATE_MISSED_RECORDS;
import static cognitobackup.stacks.Access.UPDATE_RECORDS;
import static cognitobackup.stacks.Access.UPDATE_TARGET_USERS;
import static cognitobackup.stacks.Access.WATCH;
import static cognitobackup.stacks.Access.WORK_NEW_USERS;
import static cognitobackup.stacks.Access.WORK_USER_UPDATES;
import static cognitobackup.stacks.Access.WRITE_FILES;
import static cognitobackup.stacks.Access.WRITE_TARGET_GROUPS;

import java.util.List;

/** The functions: one for each handler of the Lambda jar, with what it may do. */
enum Handler {
    START_EXPORT("exporter.StartExport", TAKE_LOCK, READ_BACKUP, EXECUTIONS),
    CHECK_USER_POOL(
            "exporter.CheckUserPool", LOCK, STORE_RECORDS, SOURCE_SETTINGS, SOURCE_CONFIGURATION, RETIRED_TABLES),
    EXPORT_USERS("exporter.ExportUsers", LOCK, STORE_RECORDS, SOURCE_USERS, SOURCE_MFA, RETIRED_TABLES),
    EXPORT_GROUPS("exporter.ExportGroups", LOCK, STORE_RECORDS, SOURCE_GROUPS, RETIRED_TABLES),
    EXPORT_MEMBERS("exporter.ExportMembers", LOCK, STORE_RECORDS, SOURCE_MEMBERS, RETIRED_TABLES, RETIRED_MEMBERS),
    FIND_SUSPECTS(
            "exporter.FindSuspects",
            LOCK,
            READ_BACKUP,
            NOTE_FINDINGS,
            STORE_MISSED_RECORDS,
            UPDATE_MISSED_RECORDS,
            SOURCE_USERS,
            ONE_SOURCE_GROUP,
            RETIRED_TABLES_ANEW),
    GUARD_DELETIONS("exporter.GuardDeletions", LOCK, READ_BACKUP),
    RECONCILE(
            "exporter.Reconcile",
            LOCK,
            READ_BACKUP,
            UPDATE_RECORDS,
            STORE_MISSED_RECORDS,
            KEEP_OLDER_VERSIONS,
            REMOVE_RECORDS,
            SOURCE_SETTINGS,
            SOURCE_ANEW,
            RETIRED_TABLES_ANEW),
    COMPLETE_EXPORT("exporter.CompleteExport", LOCK, Access.COMPLETE_EXPORT),

    START_IMPORT(
            "importer.StartImport",
            TAKE_LOCK,
            READ_BACKUP,
            READ_RECORDS,
            FIND_IDENTITIES,
            EXECUTIONS,
            WRITE_FILES,
            TARGET_SETTINGS),
    VERIFY_SNAPSHOT(
            "importer.VerifySnapshot",
            LOCK,
            READ_BACKUP,
            READ_RECORDS,
            KEEP_RESULTS,
            READ_FILES,
            WRITE_FILES,
            TARGET_SETTINGS),
    CHOOSE_SNAPSHOT("importer.ChooseSnapshot", LOCK, READ_BACKUP),
    FIND_WHOLE_EXPORTS("importer.FindWholeExports", LOCK, READ_BACKUP),
    LIST_EXPORTS("importer.ListExports", LOCK, READ_BACKUP, WRITE_FILES),
    READ_POOL(
            "importer.ReadPool",
            LOCK,
            READ_FILES,
            WRITE_FILES,
            SOURCE_CONFIGURATION,
            TARGET_SETTINGS,
            TARGET_USERS,
            TARGET_GROUPS,
            TARGET_MEMBERS),
    FIND_DIFFERENCES("importer.FindDifferences", LOCK, READ_FILES, FIND_FILES, WRITE_FILES),
    REPORT_DIFFERENCES("importer.ReportDifferences", LOCK, READ_FILES, FIND_FILES, WRITE_FILES),
    PIN_PLAN(
            "importer.PinPlan",
            LOCK,
            KEEP_RESULTS,
            READ_FILES,
            FIND_FILES,
            WRITE_FILES,
            TARGET_SETTINGS,
            TARGET_CONFIGURATION,
            TARGET_USERS,
            TARGET_GROUPS),
    IMPORT_GROUPS(
            "importer.ImportGroups",
            LOCK,
            READ_BACKUP,
            KEEP_RESULTS,
            READ_FILES,
            TARGET_SETTINGS,
            TARGET_GROUPS,
            WRITE_TARGET_GROUPS),
    LIST_TARGET_USERS(
            "importer.ListTargetUsers",
            LOCK,
            KEEP_RESULTS,
            READ_FILES,
            FIND_FILES,
            WRITE_FILES,
            TARGET_SETTINGS,
            TARGET_USERS),
    LIST_TARGET_MEMBERS(
            "importer.ListTargetMembers", LOCK, KEEP_RESULTS, READ_FILES, WRITE_FILES, TARGET_SETTINGS, TARGET_MEMBERS),
    COMPARE_WITH_TARGET(
            "importer.CompareWithTarget",
            LOCK,
            READ_BACKUP,
            KEEP_RESULTS,
            READ_FILES,
            FIND_FILES,
            WRITE_FILES,
            TARGET_SETTINGS,
            TARGET_MFA,
            FIND_TARGET_USERS,
            TARGET_GROUPS,
            TARGET_CSV_HEADER,
            SEND_NEW_USERS,
            SEND_USER_UPDATES),
    DECIDE_ROUND("importer.DecideRound", LOCK, KEEP_RESULTS),
    RUN_IMPORT_JOBS_OF_RUN(
            "importer.RunImportJobs",
            LOCK,
            KEEP_RESULTS,
            READ_FILES,
            FIND_FILES,
            WRITE_FILES,
            TARGET_SETTINGS,
            TARGET_CSV_HEADER,
            RUN_IMPORT_JOBS,
            STOP_IMPORT_JOBS),
    CREATE_USERS(
            "importer.CreateUsers",
            LOCK,
            KEEP_RESULTS,
            READ_FILES,
            TARGET_SETTINGS,
            ONE_EXISTING_TARGET_USER,
            FIND_TARGET_USERS,
            CREATE_TARGET_USERS,
            WORK_NEW_USERS),
    UPDATE_USERS(
            "importer.UpdateUsers",
            LOCK,
            KEEP_RESULTS,
            TARGET_SETTINGS,
            ONE_TARGET_USER,
            FIND_TARGET_USERS,
            UPDATE_TARGET_USERS,
            LINK_TARGET_USERS,
            UNLINK_TARGET_USERS,
            SET_SECOND_FACTORS,
            WORK_USER_UPDATES),
    WRITE_REPORT("importer.WriteReport", LOCK, READ_BACKUP, KEEP_RESULTS, READ_FILES, FIND_FILES, WRITE_FILES),

    RELEASE_RUN_LOCK("notify.ReleaseRunLock", RELEASE_LOCK),
    NOTIFY_OF_RUN("notify.Notify", TOPIC),
    EXECUTION_ENDED("notify.ExecutionEnded", NOTICES, EXECUTIONS, TOPIC),

    WATCH_BACKUPS("watch.Watch", WATCH);

    private final String step;

    @SuppressWarnings("ImmutableEnumChecker") // What List.of returns cannot be changed.
    private final List<Access> access;

    Handler(String step, Access... access) {
        this.step = step;
        this.access = List.of(access);
    }

    /** The function's name: the handler's without its package and the word Handler. */
    String functionName() {
        return step.substring(step.indexOf('.') + 1);
    }

    /** What Lambda calls. */
    String className() {
        return "cognitobackup." + step + "Handler";
    }

    List<Statement> statements(Resources resources) {
        return access.stream()
                .flatMap(kind -> kind.statements(resources))
                .distinct()
                .toList();
    }
}
