package cognitobackup.pool;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * JSON with one way to write each value: no spaces, members sorted by name in UTF-16 code units, arrays sorted by the
 * text of their elements (in what Cognito returns, arrays are sets), numbers as they were written, and every character
 * outside printable ASCII as a Unicode escape, so that any string, lone surrogates included, has one text and one
 * encoding. Changing it changes stored data.
 */
final class CanonicalJson {
    /** The limits are written down so that another default of the library cannot change what counts as JSON. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(200)
                    .maxNumberLength(100_000)
                    .maxStringLength(10_000_000)
                    .maxNameLength(100_000)
                    .build())
            .build();

    private CanonicalJson() {}

    /** A number as it was written. */
    private record NumberText(String digits) {}

    /** The text of a map, list, string, boolean or integer, or of what {@link #parse} returned. */
    static String text(Object value) {
        if (value instanceof Map<?, ?> members) {
            SortedMap<String, Object> sorted = new TreeMap<>();
            members.forEach((name, member) -> sorted.put((String) name, member));
            return sorted.entrySet().stream()
                    .map(member -> quoted(member.getKey()) + ":" + text(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> elements) {
            return elements.stream().map(CanonicalJson::text).sorted().collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof String string) {
            return quoted(string);
        }
        if (value instanceof NumberText number) {
            return number.digits();
        }
        if (value instanceof Integer || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Optional<?> optional && optional.isEmpty()) {
            return "null";
        }
        throw new IllegalArgumentException("No JSON is defined for this type of value.");
    }

    /** The object or array that a text is, to be given to {@link #text}; empty where it is not strictly one. */
    static Optional<Object> parse(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            Object value = value(parser);
            return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new NumberText(parser.getText());
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Optional.empty();
            default -> throw new IOException("Not a JSON value.");
        };
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> members = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return members;
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return elements;
    }

    private static String quoted(String string) {
        StringBuilder quoted = new StringBuilder(string.length() + 2).append('"');
        for (int i = 0; i < string.length(); i++) {
            char unit = string.charAt(i);
            if (unit == '"' || unit == '\\') {
                quoted.append('\\').append(unit);
            } else if (unit >= 0x20 && unit <= 0x7e) {
                quoted.append(unit);
            } else {
                quoted.append(String.format("\\u%04x", (int) unit));
            }
        }
        return quoted.append('"').toString();
    }
}
