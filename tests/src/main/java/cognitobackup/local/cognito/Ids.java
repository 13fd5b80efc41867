package cognitobackup.local.cognito;

import java.util.Random;

/** Makes up what Cognito makes up: the same seed makes the same. */
final class Ids {
    private static final String HEXADECIMAL = "0123456789abcdef";
    private static final String LOWER_CASE = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    // What a token of ListUsers was seen to have, so that callers who carry tokens about meet the real size.
    private static final int TOKEN_LENGTH = 424;

    private final Random random;

    Ids(long seed) {
        this.random = new Random(seed);
    }

    synchronized String sub() {
        return text(HEXADECIMAL, 8) + "-" + text(HEXADECIMAL, 4) + "-" + text(HEXADECIMAL, 4) + "-"
                + text(HEXADECIMAL, 4) + "-" + text(HEXADECIMAL, 12);
    }

    synchronized String userPoolId(String region) {
        return region + "_" + text(ALPHANUMERIC, 9);
    }

    synchronized String clientId() {
        return text(LOWER_CASE, 26);
    }

    synchronized String clientSecret() {
        return text(LOWER_CASE, 51);
    }

    synchronized String importJobId() {
        return "import-" + text(ALPHANUMERIC, 10);
    }

    /** A signature of version 4, with nothing behind it. */
    synchronized String signature() {
        return text(HEXADECIMAL, 64);
    }

    synchronized String token() {
        return text(ALPHANUMERIC, TOKEN_LENGTH);
    }

    private String text(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
