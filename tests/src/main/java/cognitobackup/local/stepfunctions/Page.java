package cognitobackup.local.stepfunctions;

import cognitobackup.local.http.AwsError;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** One page of a list. */
final class Page {
    private static final int DEFAULT_RESULTS = 100;
    private static final int MAX_RESULTS = 1000;

    private Page() {}

    /** @param items the whole list, in the order of the pages */
    static ObjectNode of(Request request, String member, List<ObjectNode> items) {
        int from = position(request.textOr("nextToken", null));
        if (from > items.size()) {
            throw invalidToken();
        }
        int to = Math.min(items.size(), from + request.whole("maxResults", DEFAULT_RESULTS, MAX_RESULTS));
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.putArray(member).addAll(items.subList(from, to));
        if (to < items.size()) {
            byte[] token = ("from " + to).getBytes(StandardCharsets.UTF_8);
            page.put("nextToken", Base64.getEncoder().encodeToString(token));
        }
        return page;
    }

    private static int position(String token) {
        if (token == null) {
            return 0;
        }
        try {
            String decoded = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
            return Integer.parseInt(decoded.replaceFirst("^from ", ""));
        } catch (IllegalArgumentException e) {
            throw invalidToken();
        }
    }

    private static AwsError invalidToken() {
        return AwsError.badRequest("InvalidToken", "Invalid Token: the nextToken is none of ours.");
    }
}
