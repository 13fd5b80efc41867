package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.backup.Run;
import cognitobackup.backup.RunId;
import cognitobackup.function.FunctionEnvironment;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.JsonMapperCustomPojoSerializer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That every handler can be made with all it needs, and reads and writes JSON as the workflow does. */
class HandlersTest {
    private static final RunId ID = new RunId("2026-11-21T10:00:00.000Z");
    private static final Run REGION = new Run("imports/eu-west-1", ID, "arn:execution", 4);
    private static final ImportRun RUN = new ImportRun(
            "eu-west-1_Target1",
            ID,
            "arn:execution",
            7,
            List.of(REGION),
            ID,
            "eu-west-1_Target1",
            "eu-west-1_Source1",
            ID,
            null,
            new ImportOptions(
                    Purpose.IMPORT,
                    ImportMode.EMPTY,
                    ImportMethod.AUTO,
                    false,
                    true,
                    false,
                    false,
                    false,
                    false,
                    false,
                    Map.of()),
            new Division(4),
            false);
    private static final String RUN_JSON = """
            {"userPoolId":"eu-west-1_Target1","id":{"value":"2026-11-21T10:00:00.000Z"},"execution":"arn:execution",
             "term":7,"alsoHeld":[{"userPoolId":"imports/eu-west-1","id":{"value":"2026-11-21T10:00:00.000Z"},
             "execution":"arn:execution","term":4}],"importId":{"value":"2026-11-21T10:00:00.000Z"},
             "targetUserPoolId":"eu-west-1_Target1","sourceUserPoolId":"eu-west-1_Source1",
             "exportId":{"value":"2026-11-21T10:00:00.000Z"},"options":{"purpose":"IMPORT","mode":"EMPTY","method":"AUTO",
             "trustExistingIdentities":false,"allowTriggers":true,"allowRemovals":false,"acceptIncomplete":false,
             "latestComplete":false,"selective":false},"division":{"units":4},"resumed":false}""";

    private final JsonMapperCustomPojoSerializer json = new JsonMapperCustomPojoSerializer();

    static Stream<Function<ApplicationContext, Object>> handlers() {
        return Stream.of(
                context -> new StartImportHandler(context).startImport,
                context -> new VerifySnapshotHandler(context).verifySnapshot,
                context -> new ChooseSnapshotHandler(context).chooseSnapshot,
                context -> new FindWholeExportsHandler(context).findWholeExports,
                context -> new ListExportsHandler(context).listExports,
                context -> new ReadPoolHandler(context).readPool,
                context -> new FindDifferencesHandler(context).findDifferences,
                context -> new ReportDifferencesHandler(context).reportDifferences,
                context -> new PinPlanHandler(context).pinPlan,
                context -> new ImportGroupsHandler(context).importGroups,
                context -> new ListTargetUsersHandler(context).listTargetUsers,
                context -> new ListTargetMembersHandler(context).listTargetMembers,
                context -> new CompareWithTargetHandler(context).compareWithTarget,
                context -> new DecideRoundHandler(context).decideRound,
                context -> new RunImportJobsHandler(context).runImportJobs,
                context -> new CreateUsersHandler(context).createUsers,
                context -> new UpdateUsersHandler(context).updateUsers,
                context -> new WriteReportHandler(context).writeReport);
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void aHandlerIsGivenItsFlow(Function<ApplicationContext, Object> handler) {
        try (var context = FunctionEnvironment.start(FunctionEnvironment.complete())) {
            assertThat(handler.apply(context)).isNotNull();
        }
    }

    @Test
    void aRunIsReadAsItWasWritten() {
        assertThat(read("{\"run\":" + RUN_JSON + ",\"work\":null,\"progress\":null}", ImportGroupsHandler.Input.class))
                .isEqualTo(new ImportGroupsHandler.Input(RUN, ImportGroups.Progress.NOTHING));
        assertThat(write(new StartImportHandler.Output(RUN, List.of(), List.of(), PinPlan.units(RUN.division()), true)))
                .contains("\"resumed\":true", "\"importId\":{\"value\":\"2026-11-21T10:00:00.000Z\"}")
                .contains("{\"shard\":\"0\"}", "{\"shard\":\"-\"}");
    }

    @Test
    void aStepBeginsWhereNoProgressIsGiven() {
        var members = read(
                "{\"run\":" + RUN_JSON + ",\"work\":{\"worker\":1,\"of\":2},\"progress\":null,\"round\":3}",
                ListTargetMembersHandler.Input.class);
        assertThat(members.progress()).isEqualTo(new ListTargetMembers.Progress(false, 1, null, 0));
        assertThat(members.round()).isEqualTo(3);
        var worker = read(
                "{\"run\":" + RUN_JSON
                        + ",\"work\":{\"queue\":\"USER_UPDATES\",\"worker\":1,\"of\":2},\"progress\":null}",
                QueueStep.Input.class);
        assertThat(worker.work()).isEqualTo(new DecideRound.Worker(DecideRound.Queue.USER_UPDATES, 1, 2));
        assertThat(worker.progress()).isEqualTo(QueueWorker.Progress.NOTHING);
    }

    @Test
    void anyInputOfAnExecutionIsRead() {
        assertThat(read("{\"input\":[\"x\"],\"execution\":\"arn\"}", StartImportHandler.Input.class)
                        .input()
                        .isArray())
                .isTrue();
        assertThat(read("{\"input\":null,\"execution\":\"arn\"}", StartImportHandler.Input.class)
                        .execution())
                .isEqualTo("arn");
    }

    @Test
    void emptyListsAreWrittenSinceTheWorkflowReadsThem() {
        assertThat(write(new PinPlanHandler.Output(List.of(), false, PinPlan.units(RUN.division()))))
                .contains("\"memberLists\":[]", "\"dryRun\":false");
        assertThat(write(new DecideRoundHandler.Output(DecideRound.Next.REPORT, 10, List.of())))
                .isEqualTo("{\"next\":\"REPORT\",\"waitSeconds\":10,\"workers\":[]}");
    }

    @Test
    void theProgressOfJobsComesBackAsItWent() {
        var progress = new JobProgress(
                false,
                300,
                2,
                1_000_000,
                new JobProgress.Job("import-1", "cognito-backup-1", 500_000),
                ID.instant(),
                9,
                1,
                true);
        String output = write(new RunImportJobsHandler.Output(false, 300, progress));

        var input = read(
                "{\"run\":" + RUN_JSON + ",\"task\":\"FINISH_FORMER\","
                        + output.substring(output.indexOf("\"progress\":"), output.length() - 1) + "}",
                RunImportJobsHandler.Input.class);

        assertThat(output).contains("\"done\":false", "\"waitSeconds\":300");
        assertThat(input.task()).isEqualTo(RunImportJobsHandler.Task.FINISH_FORMER);
        assertThat(input.progress()).isEqualTo(progress);
        assertThat(read(
                                "{\"run\":" + RUN_JSON + ",\"task\":\"RUN\",\"progress\":null}",
                                RunImportJobsHandler.Input.class)
                        .progress())
                .isEqualTo(JobProgress.NOTHING);
    }

    @Test
    void progressComesBackAsItWent() {
        var progress = new CompareWithTarget.Progress(
                true,
                5,
                1,
                new Counts(1, 2, 3),
                Counts.NONE,
                new Counts(0, 0, 9),
                1,
                2,
                3,
                4,
                5,
                6,
                new NotInSnapshot(6, 7, 8),
                new Effort(1, 2, 3, 4, 5, 6, 7),
                List.of(new FateCount(new Fate("UNCONFIRMED", Route.NONE, null, NextStep.CANNOT_SIGN_IN), 2)),
                Map.of("LINK_NOT_RESTORED", 3L));
        String units = write(new CompareWithTargetHandler.Output(true, progress));

        var report = read(
                "{\"run\":" + RUN_JSON + ",\"round\":2,\"units\":["
                        + units.substring(units.indexOf("\"progress\":") + 11, units.length() - 1) + "]}",
                WriteReportHandler.Input.class);

        assertThat(report.units()).containsExactly(progress);
        assertThat(read("{\"run\":" + RUN_JSON + ",\"units\":null}", PinPlanHandler.Input.class)
                        .units())
                .isEmpty();
    }

    private <T> T read(String text, Class<T> type) {
        return json.fromJson(text, type);
    }

    private String write(Object value) {
        var out = new ByteArrayOutputStream();
        json.toJson(value, out, value.getClass());
        return out.toString(StandardCharsets.UTF_8);
    }
}
