package cognitobackup.local.http;

import java.util.Map;

/** An AWS service that speaks the AWS Query protocol. */
public interface QueryService {
    /** Of the XML that it answers with. */
    String namespace();

    /**
     * Answers one call.
     *
     * @param parameters as they came, {@code Action} among them
     * @return what is inside the result's element, as {@link QueryXml} makes it
     * @throws AwsError as the service would answer; an action that is not built is refused by name
     */
    String call(String action, Map<String, String> parameters) throws AwsError;
}
