package cognitobackup.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.backup.Run;
import cognitobackup.backup.RunId;
import cognitobackup.cognito.SourcePools;
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
import org.junit.jupiter.params.provider.ValueSource;

/** That every handler can be made with all it needs, and reads and writes JSON as the workflow does. */
class HandlersTest {
    private static final Run RUN =
            new Run("eu-west-1_Source", new RunId("2026-11-21T10:00:00.000Z"), "arn:execution", 4);
    private static final String RUN_JSON = """
            {"userPoolId":"eu-west-1_Source","id":{"value":"2026-11-21T10:00:00.000Z"},"execution":"arn:execution",
             "term":4}""";

    private final JsonMapperCustomPojoSerializer json = new JsonMapperCustomPojoSerializer();

    static Stream<Function<ApplicationContext, Object>> handlers() {
        return Stream.of(
                context -> new StartExportHandler(context).startExport,
                context -> new CheckUserPoolHandler(context).checkUserPool,
                context -> new ExportUsersHandler(context).exportUsers,
                context -> new ExportGroupsHandler(context).exportGroups,
                context -> new ExportMembersHandler(context).exportMembers,
                context -> new FindSuspectsHandler(context).findSuspects,
                context -> new GuardDeletionsHandler(context).guardDeletions,
                context -> new ReconcileHandler(context).reconcile,
                context -> new CompleteExportHandler(context).completeExport);
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void aHandlerIsGivenItsFlow(Function<ApplicationContext, Object> handler) {
        try (var context = FunctionEnvironment.start(FunctionEnvironment.complete())) {
            assertThat(handler.apply(context)).isNotNull();
        }
    }

    @Test
    void theGuardsInputAndDecisionAreAsTheWorkflowPassesThem() {
        assertThat(read(
                        "{\"run\":" + RUN_JSON + ",\"allowDeletions\":null,\"progress\":null,\"workers\":[]}",
                        GuardDeletionsHandler.Input.class))
                .isEqualTo(new GuardDeletionsHandler.Input(RUN, null, null, List.of()));
        var counted = new GuardDeletions.Counted(3, "a-sub", Map.of("USER", 5L), Map.of());
        assertThat(read(
                        "{\"run\":" + RUN_JSON + ",\"allowDeletions\":363,\"progress\":" + write(counted)
                                + ",\"workers\":[{\"restarts\":0,\"apiCalls\":1,\"relistUsers\":false,"
                                + "\"relistGroups\":false,\"unseen\":{\"USER\":7}}]}",
                        GuardDeletionsHandler.Input.class))
                .satisfies(input -> {
                    assertThat(input.allowDeletions()).isEqualTo(363);
                    assertThat(input.progress()).isEqualTo(counted);
                    assertThat(input.workers().get(0).unseen()).isEqualTo(Map.of("USER", 7L));
                });
        var allowed = new GuardDeletions.Decision(true, null, 363L);
        assertThat(read(write(allowed), GuardDeletions.Decision.class)).isEqualTo(allowed);
    }

    @Test
    void theManifestIsWrittenWithWhatWasAllowedOrWithout() {
        String input = "{\"run\":" + RUN_JSON + ",\"workers\":[],\"units\":[],\"allowedDeletions\":%s}";

        assertThat(read(input.formatted("363"), CompleteExportHandler.Input.class))
                .isEqualTo(new CompleteExportHandler.Input(RUN, List.of(), List.of(), 363L));
        assertThat(read(input.formatted("null"), CompleteExportHandler.Input.class))
                .isEqualTo(new CompleteExportHandler.Input(RUN, List.of(), List.of(), null));
    }

    @Test
    void theTablesToMigrateFromAreToldByTheEnvironment() {
        Map<String, Object> variables = FunctionEnvironment.complete();
        variables.put("RETIRED_TABLES", "{\"eu-west-1_AbCdEf123\":\"OldBackup\"}");
        try (var context = FunctionEnvironment.start(variables)) {
            assertThat(context.getBean(SourcePools.class).migrates("eu-west-1_AbCdEf123"))
                    .isTrue();
            assertThat(context.getBean(SourcePools.class).migrates("eu-west-1_Other"))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OldBackup", "[]", "{\"eu-west-1_AbCdEf123\":7}", "{\"eu-west-1_AbCdEf123\":\"a b\"}"})
    void badTablesToMigrateFromAreRefused(String value) {
        Map<String, Object> variables = FunctionEnvironment.complete();
        variables.put("RETIRED_TABLES", value);
        try (var context = FunctionEnvironment.start(variables)) {
            assertThatThrownBy(() -> context.getBean(SourcePools.class))
                    .rootCause()
                    .hasMessageContaining("RETIRED_TABLES is '" + value + "'. Allowed: a JSON object");
        }
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
