package cognitobackup.local.gateway;

import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.HttpService;
import cognitobackup.local.http.JsonProtocol;
import cognitobackup.local.http.ServiceRequest;
import cognitobackup.local.http.ServiceResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All services of all Regions behind one endpoint. A request says which one it means by the scope of its credentials, in
 * its header or its query: {@code key/date/region/service/aws4_request}.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html">Signature</a>
 */
public final class Edge implements HttpService {
    private static final Pattern SCOPE =
            Pattern.compile("Credential=[^/&,\\s]+/[0-9]{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request");

    private static final Map<String, AwsService> BY_SIGNING_NAME = Map.of(
            "cognito-idp", AwsService.COGNITO_IDENTITY_PROVIDER,
            "dynamodb", AwsService.DYNAMODB,
            "events", AwsService.EVENTBRIDGE,
            "iam", AwsService.IAM,
            "lambda", AwsService.LAMBDA,
            "s3", AwsService.S3,
            "states", AwsService.SFN,
            "sns", AwsService.SNS,
            "sqs", AwsService.SQS);

    private final Map<String, Map<AwsService, HttpService>> regions;

    /** @param regions the services of each Region by its name */
    public Edge(Map<String, Map<AwsService, HttpService>> regions) {
        this.regions = Map.copyOf(regions);
    }

    @Override
    public ServiceResponse answer(ServiceRequest request) throws IOException {
        Optional<Matcher> scope = Stream.of(
                        request.header("Authorization"),
                        Optional.ofNullable(request.target().getRawQuery())
                                .map(query -> URLDecoder.decode(query, StandardCharsets.UTF_8)))
                .flatMap(Optional::stream)
                .map(SCOPE::matcher)
                .filter(Matcher::find)
                .findFirst();
        Optional<HttpService> service = scope.flatMap(found -> Optional.ofNullable(BY_SIGNING_NAME.get(found.group(2)))
                .flatMap(name -> Optional.ofNullable(
                        regions.getOrDefault(found.group(1), Map.of()).get(name))));
        if (service.isEmpty()) {
            return JsonProtocol.error(AwsError.notBuilt(
                    scope.map(found -> "The service " + found.group(2) + " in the Region " + found.group(1))
                            .orElse("A request that is not signed for a Region and a service")));
        }
        return service.get().answer(request);
    }
}
