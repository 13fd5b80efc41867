package cognitobackup.local.sns;

import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.ServiceResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** The XML of SNS's Query protocol. */
final class QueryXml {
    private static final String NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";

    private QueryXml() {}

    /** @param result the content of the result's element */
    static ServiceResponse response(String action, String result) {
        return xml(
                200,
                "<" + action + "Response xmlns=\"" + NAMESPACE + "\"><" + action + "Result>" + result + "</" + action
                        + "Result>" + metadata() + "</" + action + "Response>");
    }

    static ServiceResponse error(AwsError error) {
        return xml(
                error.status(),
                "<ErrorResponse xmlns=\"" + NAMESPACE + "\"><Error>"
                        + element("Type", error.status() < 500 ? "Sender" : "Receiver")
                        + element("Code", error.code())
                        + element("Message", error.getMessage())
                        + "</Error>" + element("RequestId", UUID.randomUUID().toString()) + "</ErrorResponse>");
    }

    static String element(String name, String text) {
        return "<" + name + ">" + escape(text) + "</" + name + ">";
    }

    static String list(String name, Collection<String> members) {
        StringBuilder list = new StringBuilder("<" + name + ">");
        members.forEach(member -> list.append("<member>").append(member).append("</member>"));
        return list.append("</").append(name).append(">").toString();
    }

    static String map(String name, Map<String, String> entries) {
        StringBuilder map = new StringBuilder("<" + name + ">");
        entries.forEach((key, value) -> map.append("<entry>")
                .append(element("key", key))
                .append(element("value", value))
                .append("</entry>"));
        return map.append("</").append(name).append(">").toString();
    }

    private static String metadata() {
        return "<ResponseMetadata>" + element("RequestId", UUID.randomUUID().toString()) + "</ResponseMetadata>";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static ServiceResponse xml(int status, String body) {
        return ServiceResponse.of(status, "text/xml", body.getBytes(StandardCharsets.UTF_8));
    }
}
