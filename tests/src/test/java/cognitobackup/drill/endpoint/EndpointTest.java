package cognitobackup.drill.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.StageOptions;
import cognitobackup.drill.judge.Reason;
import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.scenario.RegionLoss;
import cognitobackup.drill.scenario.Rehearsals;
import cognitobackup.drill.summary.Summary;
import cognitobackup.local.LambdaMode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Cognito, DynamoDB, SQS, SNS and S3 in another process: the rehearsal finds the same there. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class EndpointTest {
    /** What differs between two rehearsals of the same, wherever they are played. */
    private static final Set<String> ITS_OWN = Set.of("seconds", "exportId", "importId", "apiCalls");

    private static ServedAws served;
    private static Endpoint endpoint;

    private final StringWriter said = new StringWriter();

    @BeforeAll
    static void serve() throws Exception {
        served = new ServedAws(StageOptions.standard().quotaFactor());
        endpoint = EndpointProbe.probe(URI.create(served.uri()));
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private JsonNode rehearse(Optional<Endpoint> where) throws InterruptedException {
        List<Summary> summaries = new Rehearsals(LambdaMode.IN_PROCESS, new PrintWriter(said, true), where)
                .run(List.of(new RegionLoss(MadeUpPool.of(60, 6, 9, SignIn.USERNAME))));
        ObjectNode summary = summaries.get(0).toJson();
        summary.findParents("seconds").forEach(parent -> ((ObjectNode) parent).remove(ITS_OWN));
        // Subs and dates are made anew each time.
        summary.path("differences").forEach(difference -> ((ObjectNode) difference)
                .remove(
                        difference.path("reason").asText().equals(Reason.DATES.name())
                                ? Set.of("expected", "actual")
                                : Set.of("actual")));
        return summary;
    }

    @Test
    void anotherProcessGivesTheSameResult() throws Exception {
        JsonNode here = rehearse(Optional.empty());
        JsonNode there = rehearse(Optional.of(endpoint));

        assertThat(here.path("passed").asBoolean()).as(here.toPrettyString()).isTrue();
        assertThat(there.toPrettyString()).isEqualTo(here.toPrettyString());
    }

    /** An endpoint that is not ours: no users of every status; and neither import jobs nor replicas. */
    @Test
    void whatAnEndpointLacksIsLeftOutByName() throws Exception {
        Endpoint poor = new Endpoint(
                endpoint.uri(),
                endpoint.accountId(),
                endpoint.accessKeyId(),
                endpoint.quotaFactor(),
                Set.of(Lack.ANY_STATUS, Lack.IMPORT_JOBS, Lack.REPLICAS));

        JsonNode there = rehearse(Optional.of(poor));

        assertThat(there.path("passed").asBoolean()).as(there.toPrettyString()).isTrue();
        assertThat(said.toString())
                .contains(
                        Lack.ANY_STATUS.line(),
                        Lack.IMPORT_JOBS.line(),
                        Lack.REPLICAS.line(),
                        "Left out: 2 users of status UNCONFIRMED",
                        "Restoring to an empty pool in the same Region");
    }
}
