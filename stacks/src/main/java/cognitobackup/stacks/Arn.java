package cognitobackup.stacks;

import java.util.regex.Pattern;

/** What ARNs and Regions have to look like where somebody types them. */
final class Arn {
    static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");

    private static final Pattern ISOLATED = Pattern.compile("[a-z]{2}-iso([a-z]?)-.+");

    private Arn() {}

    /**
     * The partition that a Region belongs to, as its name shows it. For what is deployed the provider is asked; this is for
     * telling before that whether what was typed can be right.
     *
     * @see <a href="https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html">Partitions</a>
     */
    static String partition(String region) {
        var isolated = ISOLATED.matcher(region);
        if (isolated.matches()) {
            return isolated.group(1).isEmpty() ? "aws-iso" : "aws-iso-" + isolated.group(1);
        }
        if (region.startsWith("cn-")) {
            return "aws-cn";
        }
        return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    /** The ARNs of something in a Region. */
    static Pattern of(String service, String region, String resource) {
        return Pattern.compile(
                "arn:" + partition(region) + ":" + service + ":" + Pattern.quote(region) + ":\\d{12}:" + resource);
    }
}
