package cognitobackup.stacks;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what the resources of a stack are called and tagged with. */
final class NamesReader {
    static final String PREFIX = "namePrefix";
    static final String TAGS = "tags";

    /** Objects of S3 have ten at most, and one is the project's own. */
    private static final int MOST_TAGS = 9;

    /**
     * Of what is allowed in the names of buckets, which are the strictest, without what S3 keeps to itself. With the longest,
     * roles and schedules still fit into AWS's 64 characters.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html">Bucket naming rules</a>
     */
    private static final Pattern NAME_PREFIX =
            Pattern.compile("(?!xn--|sthree(-|$)|amzn-s3-demo(-|$))[a-z][a-z0-9-]{0,18}[a-z0-9]");

    /** What all services take: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html. */
    private static final Pattern TAG_KEY = Pattern.compile("(?i)(?!aws:)[\\p{L}\\p{N} _.:/=+@-]{1,128}");

    private static final Pattern TAG_VALUE = Pattern.compile("[\\p{L}\\p{N} _.:/=+@-]{0,256}");

    private final ConfiguredValues values;

    NamesReader(ConfiguredValues values) {
        this.values = values;
    }

    Names names(String stack, String region) {
        var prefix = values.matching(
                PREFIX,
                NAME_PREFIX,
                "2 to 20 lower case letters, digits and hyphens, a letter first and no hyphen last, not beginning with"
                        + " xn--, sthree- or amzn-s3-demo-");
        var names = new Names(prefix.orElse(Names.DEFAULT_PREFIX), stack, region);
        if (prefix.filter(text -> !NAME_PREFIX.matcher(text).matches()).isEmpty()) {
            names.tooLong().forEach(name -> values.problem(name.toString()));
        }
        return names;
    }

    /** With the project's own. */
    Map<String, String> tags() {
        var allowed =
                "an object of at most " + MOST_TAGS + " tags by key, of letters, digits, spaces and _ . : / = + - @:"
                        + " keys of 1 to 128 characters that do not begin with aws: and are not " + BackupTable.TAG
                        + ", no two of them the same but for their case, and values of at most 256";
        var tags = new TreeMap<String, String>();
        values.object(TAGS, allowed).forEach((key, value) -> {
            var text = ConfiguredValues.text(value);
            if (!value.isJsonPrimitive()
                    || !TAG_KEY.matcher(key).matches()
                    || !TAG_VALUE.matcher(text).matches()
                    || key.equalsIgnoreCase(BackupTable.TAG)) {
                values.refuse(TAGS, key + ": " + value, allowed);
            }
            tags.put(key, text);
        });
        // Roles do not tell the case of their tags' keys apart:
        // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html
        values.refuseRepeated(
                TAGS,
                tags.keySet().stream().map(key -> key.toLowerCase(Locale.ROOT)).toList(),
                allowed);
        if (tags.size() > MOST_TAGS) {
            values.refuse(TAGS, tags.size() + " tags", allowed);
        }
        tags.putAll(BackupTable.TAGS);
        return tags;
    }
}
