package cognitobackup.stacks;

import static cognitobackup.stacks.Access.CREATE_TARGET_USERS;
import static cognitobackup.stacks.Access.EXECUTIONS;
import static cognitobackup.stacks.Access.ONE_TARGET_USER;
import static cognitobackup.stacks.Access.REPORTS;
import static cognitobackup.stacks.Access.RETIRED_TABLES;
import static cognitobackup.stacks.Access.RUN_IMPORT_JOBS;
import static cognitobackup.stacks.Access.SEND_NEW_USERS;
import static cognitobackup.stacks.Access.SEND_USER_UPDATES;
import static cognitobackup.stacks.Access.SOURCE_CONFIGURATION;
import static cognitobackup.stacks.Access.SOURCE_GROUPS;
import static cognitobackup.stacks.Access.SOURCE_MEMBERS;
import static cognitobackup.stacks.Access.SOURCE_MFA;
import static cognitobackup.stacks.Access.SOURCE_USERS;
import static cognitobackup.stacks.Access.TABLE;
import static cognitobackup.stacks.Access.TARGET_CONFIGURATION;
import static cognitobackup.stacks.Access.TARGET_CSV_HEADER;
import static cognitobackup.stacks.Access.TARGET_GROUPS;
import static cognitobackup.stacks.Access.TARGET_MEMBERS;
import static cognitobackup.stacks.Access.TARGET_MFA;
import static cognitobackup.stacks.Access.TARGET_SETTINGS;
import static cognitobackup.stacks.Access.TARGET_USERS;
import static cognitobackup.stacks.Access.TOPIC;
import static cognitobackup.stacks.Access.UPDATE_TARGET_USERS;
import static cognitobackup.stacks.Access.WORK_NEW_USERS;
import static cognitobackup.stacks.Access.WORK_USER_UPDATES;
import static cognitobackup.stacks.Access.WRITE_TARGET_GROUPS;

import java.util.List;

/** The functions: one for each handler of the Lambda jar, with what it may do. */
enum Handler {
    START_EXPORT("exporter.StartExport", TABLE, EXECUTIONS),
    CHECK_USER_POOL("exporter.CheckUserPool", TABLE, SOURCE_CONFIGURATION, RETIRED_TABLES),
    EXPORT_USERS("exporter.ExportUsers", TABLE, SOURCE_USERS, SOURCE_MFA, RETIRED_TABLES),
    EXPORT_GROUPS("exporter.ExportGroups", TABLE, SOURCE_GROUPS, RETIRED_TABLES),
    EXPORT_MEMBERS("exporter.ExportMembers", TABLE, SOURCE_MEMBERS, RETIRED_TABLES),
    FIND_SUSPECTS("exporter.FindSuspects", TABLE, SOURCE_USERS, SOURCE_GROUPS, RETIRED_TABLES),
    GUARD_DELETIONS("exporter.GuardDeletions", TABLE),
    RECONCILE("exporter.Reconcile", TABLE, SOURCE_USERS, SOURCE_GROUPS, SOURCE_CONFIGURATION, RETIRED_TABLES),
    COMPLETE_EXPORT("exporter.CompleteExport", TABLE),

    START_IMPORT("importer.StartImport", TABLE, EXECUTIONS, REPORTS, TARGET_SETTINGS),
    VERIFY_SNAPSHOT("importer.VerifySnapshot", TABLE, REPORTS, TARGET_SETTINGS),
    CHOOSE_SNAPSHOT("importer.ChooseSnapshot", TABLE),
    FIND_WHOLE_EXPORTS("importer.FindWholeExports", TABLE),
    LIST_EXPORTS("importer.ListExports", TABLE, REPORTS),
    READ_POOL(
            "importer.ReadPool",
            TABLE,
            REPORTS,
            SOURCE_CONFIGURATION,
            TARGET_SETTINGS,
            TARGET_USERS,
            TARGET_GROUPS,
            TARGET_MEMBERS),
    FIND_DIFFERENCES("importer.FindDifferences", TABLE, REPORTS),
    REPORT_DIFFERENCES("importer.ReportDifferences", TABLE, REPORTS),
    PIN_PLAN("importer.PinPlan", TABLE, REPORTS, TARGET_CONFIGURATION, TARGET_USERS, TARGET_GROUPS),
    IMPORT_GROUPS("importer.ImportGroups", TABLE, REPORTS, TARGET_SETTINGS, TARGET_GROUPS, WRITE_TARGET_GROUPS),
    LIST_TARGET_USERS("importer.ListTargetUsers", TABLE, REPORTS, TARGET_SETTINGS, TARGET_USERS),
    LIST_TARGET_MEMBERS("importer.ListTargetMembers", TABLE, REPORTS, TARGET_SETTINGS, TARGET_MEMBERS),
    COMPARE_WITH_TARGET(
            "importer.CompareWithTarget",
            TABLE,
            REPORTS,
            TARGET_SETTINGS,
            TARGET_MFA,
            TARGET_USERS,
            TARGET_GROUPS,
            TARGET_CSV_HEADER,
            SEND_NEW_USERS,
            SEND_USER_UPDATES),
    DECIDE_ROUND("importer.DecideRound", TABLE),
    RUN_IMPORT_JOBS_OF_RUN(
            "importer.RunImportJobs", TABLE, REPORTS, TARGET_SETTINGS, TARGET_CSV_HEADER, RUN_IMPORT_JOBS),
    CREATE_USERS(
            "importer.CreateUsers",
            TABLE,
            REPORTS,
            TARGET_SETTINGS,
            ONE_TARGET_USER,
            CREATE_TARGET_USERS,
            WORK_NEW_USERS),
    UPDATE_USERS(
            "importer.UpdateUsers",
            TABLE,
            REPORTS,
            TARGET_SETTINGS,
            ONE_TARGET_USER,
            TARGET_USERS,
            UPDATE_TARGET_USERS,
            WORK_USER_UPDATES),
    WRITE_REPORT("importer.WriteReport", TABLE, REPORTS),

    RELEASE_RUN_LOCK("notify.ReleaseRunLock", TABLE),
    NOTIFY_OF_RUN("notify.Notify", TOPIC),
    EXECUTION_ENDED("notify.ExecutionEnded", TABLE, EXECUTIONS, TOPIC);

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
