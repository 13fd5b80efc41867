package cognitobackup.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.local.http.ServiceRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Files with damage at random, jobs looked at and stopped at random: whatever happens, a job ends, every row is counted
 * once, and whoever is in the pool satisfies the rules.
 */
class RandomImportFilesTest {
    private static final int JOBS = Integer.getInteger("jobs", 400);
    private static final List<String> DAMAGE = List.of(
            ",",
            "\\",
            "\\,",
            "\"",
            "\n",
            "\r\n",
            "\t",
            " ",
            "\u00a0",
            "\u2028",
            "\uFEFF",
            "\uD83D\uDE00",
            "=1+1",
            "TRUE",
            "01/02/2003",
            "+491",
            "@",
            "x".repeat(2050));
    private static final List<String> ENDS = List.of("Succeeded", "Failed", "Stopped");
    private static final Pattern LOG_LINE = Pattern.compile("\\[(SUCCEEDED|SKIPPED|FAILED)] Line Number \\d+ - .+");

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final ManualClock clock = new ManualClock();
    private final CognitoUserPools service = new CognitoUserPools(
            "eu-west-1",
            "123456789012",
            clock,
            Quotas.unlimited(),
            Behaviour.standard().withImports(new ImportBehaviour(Duration.ofSeconds(1), 7, false)));

    @Test
    void everyRowIsCountedOnceAndOnlyRightUsersGetIn() throws Exception {
        System.out.println("RandomImportFilesTest seed " + seed);
        for (int i = 0; i < JOBS; i++) {
            String pool = createPool();
            List<String> header = header(pool);
            String file = file(header);
            assertThatAJobIsSound(pool, header, file);
        }
    }

    private void assertThatAJobIsSound(String pool, List<String> header, String file) {
        ObjectNode job = run(pool, file);
        int steps = 0;
        while (!ENDS.contains(describe(job).path("Status").asText())) {
            clock.advance(Duration.ofMillis(random.nextInt(2_000)));
            assertThat(users(pool))
                    .isEqualTo(describe(job).path("ImportedUsers").asInt());
            if (random.nextInt(30) == 0 && describe(job).path("Status").asText().matches("Pending|InProgress")) {
                service.call("StopUserImportJob", job);
            }
            assertThat(++steps).as("steps of seed %s with %s", seed, file).isLessThan(1_000);
        }
        JsonNode ended = describe(job);
        int counted = ended.path("ImportedUsers").asInt()
                + ended.path("SkippedUsers").asInt()
                + ended.path("FailedUsers").asInt();
        List<String> log = service.imports().logs(pool).get(0).lines();
        int rows = ImportFile.read(file.getBytes(StandardCharsets.UTF_8), header)
                .map(readable -> readable.rows().size())
                .orElse(0);
        assertThat(log).as("seed %s", seed).hasSize(counted).allMatch(line -> LOG_LINE.matcher(line)
                .matches());
        if (!ended.path("Status").asText().equals("Stopped")) {
            assertThat(counted).as("rows of seed %s with %s", seed, file).isEqualTo(rows);
        }
        assertThat(users(pool)).isEqualTo(ended.path("ImportedUsers").asInt());
        assertThat(service.state(pool).users()).allSatisfy(user -> {
            assertThat(user.status()).isEqualTo(UserStatus.RESET_REQUIRED);
            assertThat(user.username()).matches("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,128}");
            assertThat(user.attributes())
                    .containsEntry("email_verified", "true")
                    .containsKey("email");
            user.attributes().values().forEach(value -> assertThat(value)
                    .isEqualTo(value.strip())
                    .doesNotContain("\"", "\n", "\r", "\\")
                    .hasSizeBetween(1, 2048));
        });
        service.imports().slot().occupy(); // Free again, whatever became of the job.
        service.imports().slot().vacate();
    }

    private String createPool() throws Exception {
        String aliases = random.nextBoolean() ? ", \"AliasAttributes\": [\"email\"]" : "";
        ObjectNode request = (ObjectNode) Json.MAPPER.readTree("{\"PoolName\": \"customers\","
                + " \"AutoVerifiedAttributes\": [\"email\"], \"UsernameConfiguration\": {\"CaseSensitive\": "
                + random.nextBoolean() + "}" + aliases + "}");
        return service.call("CreateUserPool", request)
                .path("UserPool")
                .path("Id")
                .asText();
    }

    private List<String> header(String pool) {
        List<String> header = new ArrayList<>();
        service.call("GetCSVHeader", Json.object().put("UserPoolId", pool))
                .path("CSVHeader")
                .forEach(column -> header.add(column.asText()));
        return header;
    }

    private String file(List<String> header) {
        StringBuilder file = new StringBuilder(String.join(",", header)).append('\n');
        int users = 1 + random.nextInt(30);
        for (int i = 0; i < users; i++) {
            int number = random.nextInt(users);
            Map<String, String> user = Map.of(
                    "cognito:username", "user" + number,
                    "name", "N" + i,
                    "birthdate", "01/02/2003",
                    "email", "user" + random.nextInt(users) + "@example.com",
                    "email_verified", random.nextInt(10) == 0 ? "FALSE" : "TRUE");
            file.append(header.stream()
                            .map(column -> user.getOrDefault(column, ""))
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        int wounds = random.nextInt(4);
        for (int i = 0; i < wounds; i++) {
            // Seldom in the header, which would spoil the whole file.
            int begin = random.nextInt(20) == 0 ? 0 : file.indexOf("\n") + 1;
            int place = begin + random.nextInt(file.length() - begin);
            if (random.nextInt(4) == 0) {
                file.deleteCharAt(place);
            } else {
                file.insert(place, DAMAGE.get(random.nextInt(DAMAGE.size())));
            }
        }
        return file.toString();
    }

    private ObjectNode run(String pool, String file) {
        JsonNode created = service.call(
                        "CreateUserImportJob",
                        Json.object()
                                .put("UserPoolId", pool)
                                .put("JobName", "job")
                                .put("CloudWatchLogsRoleArn", ImportFixture.ROLE))
                .path("UserImportJob");
        URI url = URI.create(created.path("PreSignedUrl").asText());
        byte[] body = file.getBytes(StandardCharsets.UTF_8);
        Headers headers = new Headers();
        headers.set("Host", url.getAuthority());
        headers.set("Content-Length", String.valueOf(body.length));
        headers.set("x-amz-server-side-encryption", "aws:kms");
        URI target = URI.create(url.getRawPath() + "?" + url.getRawQuery());
        assertThat(service.uploads()
                        .answer(new ServiceRequest("PUT", target, headers, body))
                        .status())
                .isEqualTo(200);
        ObjectNode job = Json.object()
                .put("UserPoolId", pool)
                .put("JobId", created.path("JobId").asText());
        service.call("StartUserImportJob", job);
        return job;
    }

    private JsonNode describe(ObjectNode job) {
        return service.call("DescribeUserImportJob", job).path("UserImportJob");
    }

    private int users(String pool) {
        return service.state(pool).users().size();
    }
}
