package cognitobackup.local.access;

import cognitobackup.local.gateway.Call;
import cognitobackup.local.http.AwsError;
import cognitobackup.local.iam.AccessRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What the calls of one service need. */
interface ServiceActions {
    ObjectMapper JSON = new ObjectMapper();

    /**
     * What a call needs, all of it.
     *
     * @throws AwsError if the table does not have the operation: what it needs is not known, so nobody may
     */
    List<AccessRequest> neededBy(Call call, Place place);

    static AwsError notInTable(Call call) {
        return AwsError.notBuilt("What a role needs for " + call.operation() + " of " + call.service());
    }

    static JsonNode body(Call call) {
        try {
            return JSON.readTree(call.request().body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
