package cognitobackup.local.gateway;

import cognitobackup.local.http.ServiceRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the operation that a request asks for: each of AWS's protocols says it in another place. */
final class Operations {
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z0-9]+)");

    private Operations() {}

    static String nameOf(AwsService service, ServiceRequest request) {
        Optional<String> target = request.header("X-Amz-Target");
        if (target.isPresent()) {
            return target.get().substring(target.get().lastIndexOf('.') + 1);
        }
        return switch (service) {
            case S3 -> request.method() + " " + s3Subject(request.target().getPath());
            case LAMBDA -> request.target().getPath().endsWith("/invocations") ? "Invoke" : request.method();
            default -> {
                Matcher action = ACTION.matcher(request.bodyText());
                yield action.find() ? action.group(1) : request.method();
            }
        };
    }

    private static String s3Subject(String path) {
        int slash = path.indexOf('/', 1);
        if (slash < 0 || slash == path.length() - 1) {
            return path.length() > 1 ? "bucket" : "buckets";
        }
        return "object";
    }
}
