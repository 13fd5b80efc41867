package cognitobackup.local.cognito;

import cognitobackup.local.http.ServiceResponse;
import java.nio.charset.StandardCharsets;

/** An error as S3 answers it, in XML. Neither code nor message has anything of the request in it. */
final class S3Error extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    S3Error(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static S3Error accessDenied() {
        return new S3Error(403, "AccessDenied", "Access Denied");
    }

    ServiceResponse response() {
        String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>"
                + getMessage() + "</Message></Error>";
        return ServiceResponse.of(status, "application/xml", xml.getBytes(StandardCharsets.UTF_8));
    }
}
