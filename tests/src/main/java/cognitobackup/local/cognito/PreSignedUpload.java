package cognitobackup.local.cognito;

import java.time.Instant;
import java.util.Map;

/**
 * The right to put one object, by a URL.
 *
 * @param path of the object, the bucket's name in it
 * @param parameters of the URL, decoded
 * @param host that the URL was signed for, with its port
 * @param expires when S3 begins to refuse it
 */
record PreSignedUpload(String url, String path, Map<String, String> parameters, String host, Instant expires) {}
