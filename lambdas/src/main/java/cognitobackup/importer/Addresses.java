package cognitobackup.importer;

import java.util.List;

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
}
