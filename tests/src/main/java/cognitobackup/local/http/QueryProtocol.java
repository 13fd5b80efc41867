package cognitobackup.local.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Puts the AWS Query protocol before a {@link QueryService}: a form is asked, XML is answered. */
public final class QueryProtocol implements HttpService {
    private final QueryService service;

    public QueryProtocol(QueryService service) {
        this.service = service;
    }

    @Override
    public ServiceResponse answer(ServiceRequest request) {
        Map<String, String> parameters = parameters(request.bodyText());
        String action = parameters.getOrDefault("Action", "");
        try {
            return response(action, service.call(action, parameters));
        } catch (AwsError e) {
            return error(e);
        }
    }

    private static Map<String, String> parameters(String form) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private ServiceResponse response(String action, String result) {
        return xml(
                200,
                "<" + action + "Response xmlns=\"" + service.namespace() + "\"><" + action + "Result>" + result + "</"
                        + action + "Result><ResponseMetadata>" + requestId() + "</ResponseMetadata></" + action
                        + "Response>");
    }

    private ServiceResponse error(AwsError error) {
        return xml(
                error.status(),
                "<ErrorResponse xmlns=\"" + service.namespace() + "\"><Error>"
                        + QueryXml.element("Type", error.status() < 500 ? "Sender" : "Receiver")
                        + QueryXml.element("Code", error.code())
                        + QueryXml.element("Message", error.getMessage())
                        + "</Error>" + requestId() + "</ErrorResponse>");
    }

    private static String requestId() {
        return QueryXml.element("RequestId", UUID.randomUUID().toString());
    }

    private static ServiceResponse xml(int status, String body) {
        return ServiceResponse.of(status, "text/xml", body.getBytes(StandardCharsets.UTF_8));
    }
}
