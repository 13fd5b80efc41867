package cognitobackup.stacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The definition of a workflow, with a place kept for each ARN as {@code ${Name}}. */
record Definition(String text) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

    static Definition ofResource(String name) {
        try (var stream = Definition.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("There is no workflow definition " + name + ".");
            }
            return new Definition(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The names of the places that are kept. */
    TreeSet<String> placeholders() {
        var names = new TreeSet<String>();
        PLACEHOLDER.matcher(text).results().forEach(place -> names.add(place.group(1)));
        return names;
    }

    /**
     * Puts each value into its place.
     *
     * @throws IllegalArgumentException if a place has no value
     */
    String with(Map<String, String> values) {
        return PLACEHOLDER.matcher(text).replaceAll(place -> {
            var value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalArgumentException("The workflow definition has no value for " + place.group() + ".");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
