package cognitobackup.importer;

import java.util.List;
import java.util.Map;

/** The attributes that Cognito can verify, and sends messages to. */
final class Addresses {
    static final List<String> ALL = List.of("email", "phone_number");

    private static final String VERIFIED = "_verified";

    private Addresses() {}

    /** The attribute that says whether an address is verified. */
    static String flagOf(String address) {
        return address + VERIFIED;
    }

    /** Whether an attribute says of an address whether it is verified. */
    static boolean isFlag(String attribute) {
        return ALL.stream().map(Addresses::flagOf).anyMatch(attribute::equals);
    }

    /**
     * Whether a user has verified an address.
     *
     * @param attributes the user's {@link AttributeHashes}
     */
    static boolean verified(String address, String attributes) {
        Map<String, String> hashes = AttributeHashes.byName(attributes);
        return hashes.containsKey(address) && AttributeHashes.hash("true").equals(hashes.get(flagOf(address)));
    }

    /**
     * Whether a user has verified any address.
     *
     * @param attributes the user's {@link AttributeHashes}
     */
    static boolean anyVerified(String attributes) {
        return ALL.stream().anyMatch(address -> verified(address, attributes));
    }
}
