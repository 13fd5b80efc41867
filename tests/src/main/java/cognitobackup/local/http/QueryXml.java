package cognitobackup.local.http;

import java.util.Collection;
import java.util.Map;

/** Pieces of the XML that services of the AWS Query protocol answer with. */
public final class QueryXml {
    private QueryXml() {}

    public static String element(String name, String text) {
        return "<" + name + ">" + escape(text) + "</" + name + ">";
    }

    public static String list(String name, Collection<String> members) {
        StringBuilder list = new StringBuilder("<" + name + ">");
        members.forEach(member -> list.append("<member>").append(member).append("</member>"));
        return list.append("</").append(name).append(">").toString();
    }

    public static String map(String name, Map<String, String> entries) {
        StringBuilder map = new StringBuilder("<" + name + ">");
        entries.forEach((key, value) -> map.append("<entry>")
                .append(element("key", key))
                .append(element("value", value))
                .append("</entry>"));
        return map.append("</").append(name).append(">").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
