package cognitobackup.local.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Puts the AWS JSON protocol before a {@link JsonService}. */
public final class JsonProtocol implements HttpService {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonService service;
    private final String contentType;

    /** @param version the version of the protocol that the service speaks, {@code 1.0} or {@code 1.1} */
    public JsonProtocol(JsonService service, String version) {
        this.service = service;
        this.contentType = "application/x-amz-json-" + version;
    }

    @Override
    public ServiceResponse answer(ServiceRequest request) throws IOException {
        try {
            return ServiceResponse.of(200, contentType, JSON.writeValueAsBytes(call(request)));
        } catch (AwsError e) {
            return error(e, contentType);
        }
    }

    /** An error as services that speak JSON answer it. */
    public static ServiceResponse error(AwsError error) {
        return error(error, "application/x-amz-json-1.0");
    }

    private static ServiceResponse error(AwsError error, String contentType) {
        ObjectNode body = JSON.createObjectNode();
        body.put("__type", error.code());
        body.put("message", error.getMessage());
        try {
            ServiceResponse response = ServiceResponse.of(error.status(), contentType, JSON.writeValueAsBytes(body));
            response.headers().set("x-amzn-ErrorType", error.code());
            return response;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object of two strings cannot be written", e);
        }
    }

    private JsonNode call(ServiceRequest request) throws IOException {
        String prefix = service.targetPrefix() + ".";
        String target = request.header("X-Amz-Target").orElse("");
        if (!target.startsWith(prefix)) {
            throw AwsError.badRequest("UnknownOperationException", "X-Amz-Target must begin with " + prefix);
        }
        JsonNode parsed = request.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(request.body());
        if (!(parsed instanceof ObjectNode object)) {
            throw AwsError.badRequest("SerializationException", "The request is not a JSON object.");
        }
        return service.call(target.substring(prefix.length()), object);
    }
}
