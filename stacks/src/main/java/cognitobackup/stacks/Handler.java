package cognitobackup.stacks;

import static cognitobackup.stacks.Access.CREATE_TARGET_USERS;
import static cognitobackup.stacks.Access.EXECUTIONS;
import static cognitobackup.stacks.Access.NOTIFY;
import static cognitobackup.stacks.Access.READ_SOURCE;
import static cognitobackup.stacks.Access.READ_SOURCE_CONFIGURATION;
import static cognitobackup.stacks.Access.READ_TARGET;
import static cognitobackup.stacks.Access.REPORTS;
import static cognitobackup.stacks.Access.SEND_WORK;
import static cognitobackup.stacks.Access.TABLE;
import static cognitobackup.stacks.Access.TAKE_WORK;
import static cognitobackup.stacks.Access.UPDATE_TARGET_USERS;
import static cognitobackup.stacks.Access.WRITE_TARGET_GROUPS;

import java.util.List;

/** The functions: one for each handler of the Lambda jar, with what it may do. */
enum Handler {
    START_EXPORT("exporter.StartExport", TABLE, EXECUTIONS),
    CHECK_USER_POOL("exporter.CheckUserPool", TABLE, READ_SOURCE, READ_SOURCE_CONFIGURATION),
    EXPORT_USERS("exporter.ExportUsers", TABLE, READ_SOURCE),
    EXPORT_GROUPS("exporter.ExportGroups", TABLE, READ_SOURCE),
    EXPORT_MEMBERS("exporter.ExportMembers", TABLE, READ_SOURCE),
    FIND_SUSPECTS("exporter.FindSuspects", TABLE, READ_SOURCE),
    RECONCILE("exporter.Reconcile", TABLE, READ_SOURCE),
    COMPLETE_EXPORT("exporter.CompleteExport", TABLE),

    START_IMPORT("importer.StartImport", TABLE, EXECUTIONS, READ_TARGET, REPORTS),
    VERIFY_SNAPSHOT("importer.VerifySnapshot", TABLE, REPORTS),
    PIN_PLAN("importer.PinPlan", TABLE, READ_TARGET, REPORTS),
    IMPORT_GROUPS("importer.ImportGroups", TABLE, READ_TARGET, WRITE_TARGET_GROUPS, REPORTS),
    LIST_TARGET_USERS("importer.ListTargetUsers", TABLE, READ_TARGET, REPORTS),
    LIST_TARGET_MEMBERS("importer.ListTargetMembers", TABLE, READ_TARGET, REPORTS),
    COMPARE_WITH_TARGET("importer.CompareWithTarget", TABLE, READ_TARGET, REPORTS, SEND_WORK),
    DECIDE_ROUND("importer.DecideRound", TABLE, REPORTS, SEND_WORK),
    CREATE_USERS("importer.CreateUsers", TABLE, READ_TARGET, CREATE_TARGET_USERS, REPORTS, SEND_WORK, TAKE_WORK),
    UPDATE_USERS("importer.UpdateUsers", TABLE, READ_TARGET, UPDATE_TARGET_USERS, REPORTS, SEND_WORK, TAKE_WORK),
    WRITE_REPORT("importer.WriteReport", TABLE, REPORTS, TAKE_WORK),

    RELEASE_RUN_LOCK("notify.ReleaseRunLock", TABLE),
    NOTIFY_OF_RUN("notify.Notify", NOTIFY),
    EXECUTION_ENDED("notify.ExecutionEnded", TABLE, NOTIFY);

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
