package cognitobackup.stacks;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The configuration of a stack as Pulumi keeps it: text, with lists and objects as JSON. What is wrong is collected and not
 * thrown, so that one run tells everything; each problem names the key, its value, and what is allowed.
 */
final class ConfiguredValues {
    private final Map<String, String> configuration;
    private final List<String> problems = new ArrayList<>();

    /** @param configuration keys of the project without their namespace, others with it */
    ConfiguredValues(Map<String, String> configuration) {
        this.configuration = configuration;
    }

    /** @throws InvalidSettingsException with all problems, if there are any */
    void requireNoProblems() {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    Set<String> keys() {
        return configuration.keySet();
    }

    Optional<String> text(String key) {
        return Optional.ofNullable(configuration.get(key));
    }

    Optional<String> required(String key, String allowed) {
        var value = text(key);
        if (value.isEmpty()) {
            problem(named(key) + " is missing. Allowed: " + allowed + ".");
        }
        return value;
    }

    Optional<String> absent(String key, String owner) {
        text(key).ifPresent(value -> refuse(key, value, "nothing here: it belongs to " + owner));
        return Optional.empty();
    }

    Optional<String> matching(String key, Pattern pattern, String allowed) {
        return checked(key, text -> pattern.matcher(text).matches(), allowed);
    }

    Optional<String> checked(String key, Predicate<String> valid, String allowed) {
        var value = text(key);
        value.filter(valid.negate()).ifPresent(text -> refuse(key, text, allowed));
        return value;
    }

    /** The first of the options is the default. */
    String oneOf(String key, String... options) {
        return checked(key, List.of(options)::contains, String.join(", ", options))
                .orElse(options[0]);
    }

    boolean isTrue(String key) {
        return oneOf(key, "false", "true").equals("true");
    }

    /** A number above 0, or nothing where there is none. */
    Optional<Double> positive(String key, double most, String allowed) {
        return checked(key, text -> isPositive(text, most), allowed).flatMap(ConfiguredValues::number);
    }

    static boolean isPositive(String text, double most) {
        return number(text).filter(value -> value > 0 && value <= most).isPresent();
    }

    int whole(String key, int absent, int least, int most) {
        return checked(
                        key,
                        text -> number(text)
                                .filter(value -> value == Math.rint(value) && value >= least && value <= most)
                                .isPresent(),
                        "a whole number from " + least + " to " + most)
                .flatMap(ConfiguredValues::number)
                .map(Double::intValue)
                .orElse(absent);
    }

    static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** The elements of a list; none where there is no value. */
    JsonArray list(String key, String allowed) {
        return json(key, JsonArray.class, allowed).orElseGet(JsonArray::new);
    }

    /** The fields of an object, in its order; none where there is no value. */
    Map<String, JsonElement> object(String key, String allowed) {
        return json(key, JsonObject.class, allowed).orElseGet(JsonObject::new).asMap();
    }

    private <T extends JsonElement> Optional<T> json(String key, Class<T> kind, String allowed) {
        var value = text(key);
        try {
            var parsed = value.map(text -> new Gson().fromJson(text, JsonElement.class))
                    .filter(kind::isInstance)
                    .map(kind::cast);
            if (value.isPresent() && parsed.isEmpty()) {
                refuse(key, value.get(), allowed);
            }
            return parsed;
        } catch (JsonParseException malformed) {
            refuse(key, value.orElse(""), allowed);
            return Optional.empty();
        }
    }

    static Map<String, String> texts(JsonObject object) {
        var texts = new LinkedHashMap<String, String>();
        object.entrySet().forEach(entry -> texts.put(entry.getKey(), text(entry.getValue())));
        return texts;
    }

    static String text(JsonElement element) {
        return element.isJsonPrimitive() ? element.getAsString() : element.toString();
    }

    void refuseRepeated(String key, List<String> values, String allowed) {
        var seen = new HashSet<String>();
        values.stream().filter(value -> !seen.add(value)).forEach(value -> refuse(key, value, allowed));
    }

    void refuse(String key, String value, String allowed) {
        problem(named(key) + " is '" + value + "'. Allowed: " + allowed + ".");
    }

    void problem(String problem) {
        problems.add(problem);
    }

    /** A key as Pulumi's command takes it. */
    static String named(String key) {
        return key.contains(":") ? key : Settings.PROJECT + ":" + key;
    }
}
