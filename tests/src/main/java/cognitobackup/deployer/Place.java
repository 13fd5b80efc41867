package cognitobackup.deployer;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where a stack is deployed: it gives resources their ARNs and, where the program gives none, their names.
 *
 * @param salt what these names depend on, beside what they are names of
 */
record Place(String accountId, String stack, String salt) {
    private static final int SUFFIX_DIGITS = 7;

    /** The ARN of something in the resource's Region. */
    String arn(Registration registration, String service, String resource) {
        return "arn:aws:" + service + ":" + registration.region() + ":" + accountId + ":" + resource;
    }

    String iamArn(String resource) {
        return "arn:aws:iam::" + accountId + ":" + resource;
    }

    /**
     * The physical name: the program's own, or the logical name with a suffix, as Pulumi makes one. The suffix is the
     * same every time, so that two deployments can be compared.
     *
     * @param atMost AWS's limit; Pulumi refuses what becomes longer
     */
    String name(Registration registration, String given, int atMost) {
        String name = given.isEmpty() ? registration.name() + "-" + suffix(registration) : given;
        if (name.length() > atMost) {
            throw new RefusedResourceException(
                    registration, "the name " + name + " is longer than " + atMost + " characters");
        }
        return name;
    }

    private String suffix(Registration registration) {
        return digest(registration).substring(0, SUFFIX_DIGITS);
    }

    /** For resources whose ids AWS makes up: a UUID, the same every time. */
    String uuid(Registration registration) {
        String hex = digest(registration);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20, 32));
    }

    private String digest(Registration registration) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of()
                    .formatHex(sha256.digest((salt + stack + " " + registration + " " + registration.region())
                            .getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
