package cognitobackup.stacks;

import java.util.Optional;

/** Reads the keys of KMS that are there already. */
final class KeysReader {
    private KeysReader() {}

    /** A key and not an alias: policies name keys only. */
    static Optional<String> key(ConfiguredValues values, String name, String region) {
        return values.matching(
                name,
                Arn.of("kms", region, "key/[0-9a-zA-Z-]+"),
                "the ARN of a key of KMS in " + region + ", like arn:" + Arn.partition(region) + ":kms:" + region
                        + ":123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    }
}
