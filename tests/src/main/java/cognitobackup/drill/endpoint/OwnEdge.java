package cognitobackup.drill.endpoint;

import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolFile;
import cognitobackup.drill.population.PoolFileException;
import cognitobackup.drill.population.PoolFileWriter;
import cognitobackup.drill.population.PoolFiller;
import cognitobackup.local.LocalAws;
import cognitobackup.local.http.HttpService;
import cognitobackup.local.http.ServiceRequest;
import cognitobackup.local.http.ServiceResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * The local AWS behind one endpoint, for another process. Beside AWS's operations it says what it is, and takes users as
 * they are, of whatever status: no operation of Cognito could make them.
 */
public final class OwnEdge implements HttpService {
    private static final String PATH = "/_local/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final LocalAws aws;
    private final int quotaFactor;
    private final HttpService edge;

    public OwnEdge(LocalAws aws, int quotaFactor) {
        this.aws = aws;
        this.quotaFactor = quotaFactor;
        this.edge = aws.edge();
    }

    @Override
    public ServiceResponse answer(ServiceRequest request) throws IOException {
        String path = request.target().getPath();
        if (path.equals(PATH)) {
            return json(
                    200,
                    JSON.createObjectNode().put("accountId", aws.accountId()).put("quotaFactor", quotaFactor));
        }
        return path.startsWith(PATH) && request.method().equals("PUT")
                ? fill(path.substring(PATH.length()), request.bodyText())
                : edge.answer(request);
    }

    private ServiceResponse fill(String region, String population) {
        try {
            new PoolFiller(aws.region(region).userPools()).fill(new PoolFile(Instant.now()).parse(population));
            return json(200, JSON.createObjectNode());
        } catch (PoolFileException | NoSuchElementException e) {
            return json(400, JSON.createObjectNode().put("message", e.getMessage()));
        }
    }

    private static ServiceResponse json(int status, JsonNode body) {
        return ServiceResponse.of(status, "application/json", body.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Asks an endpoint whether it is one of ours. */
    static Optional<Endpoint> ask(URI uri) {
        Optional<JsonNode> answer =
                send(HttpRequest.newBuilder(URI.create(uri + PATH)).GET());
        return answer.filter(said -> said.has("quotaFactor"))
                .map(said -> new Endpoint(
                        uri,
                        said.path("accountId").asText(),
                        "AKIALOCALELSEWHERE",
                        said.path("quotaFactor").asInt(),
                        Set.of(),
                        Runs.NOTHING));
    }

    /**
     * Fills the pool that a population names.
     *
     * @throws EndpointException if the endpoint does not take it
     */
    public static void fill(Endpoint endpoint, String region, PoolDump population) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(endpoint.uri() + PATH + region))
                .PUT(HttpRequest.BodyPublishers.ofString(PoolFileWriter.write(population)));
        if (send(request).isEmpty()) {
            throw new EndpointException("The endpoint does not take the population.");
        }
    }

    private static Optional<JsonNode> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(JSON.readTree(response.body())) : Optional.empty();
        } catch (IOException notOfOurs) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EndpointException("Interrupted.");
        }
    }
}
