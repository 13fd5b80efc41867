package cognitobackup.local.lambda;

import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.HttpService;
import cognitobackup.local.http.JsonProtocol;
import cognitobackup.local.http.ServiceRequest;
import cognitobackup.local.http.ServiceResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's wire protocol: Invoke, and what a deployment asks for.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
public final class LambdaApi implements HttpService {
    private static final Pattern INVOKE = Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");
    private static final Pattern QUALIFIER = Pattern.compile("(?:^|&)Qualifier=([^&]+)");

    private final LambdaFunctions functions;
    private final FunctionsApi others;

    public LambdaApi(LambdaFunctions functions, FunctionCode code) {
        this.functions = functions;
        this.others = new FunctionsApi(functions, code);
    }

    @Override
    public ServiceResponse answer(ServiceRequest request) {
        Matcher invoke = INVOKE.matcher(request.target().getRawPath());
        if (!invoke.matches() || !request.method().equals("POST")) {
            return others.answer(request);
        }
        String function = URLDecoder.decode(invoke.group(1), StandardCharsets.UTF_8) + qualifier(request);
        String payload = request.body().length == 0 ? "{}" : request.bodyText();
        return switch (request.header("X-Amz-Invocation-Type").orElse("RequestResponse")) {
            case "RequestResponse" -> invoke(function, payload);
            case "Event" -> {
                functions.invokeLater(function, payload);
                yield ServiceResponse.of(202, "application/json", new byte[0]);
            }
            default -> JsonProtocol.error(AwsError.notBuilt("Lambda's dry run"));
        };
    }

    /** The version that a request names, as it is appended to a function; empty where it names none. */
    static String qualifier(ServiceRequest request) {
        String query = request.target().getQuery();
        Matcher qualifier = QUALIFIER.matcher(query == null ? "" : query);
        return qualifier.find() ? ":" + qualifier.group(1) : "";
    }

    private ServiceResponse invoke(String function, String payload) {
        try {
            InvocationResult result = functions.invoke(function, payload);
            ServiceResponse response =
                    ServiceResponse.of(200, "application/json", result.payload().getBytes(StandardCharsets.UTF_8));
            response.headers()
                    .set(
                            "X-Amz-Executed-Version",
                            functions.definition(function).version());
            if (result.failed()) {
                response.headers().set("X-Amz-Function-Error", "Unhandled");
            }
            return response;
        } catch (LambdaServiceException e) {
            return JsonProtocol.error(new AwsError(e.status(), e.code(), e.getMessage()));
        }
    }
}
