package cognitobackup.importer;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** A password that nobody ever learns: it is handed to Cognito, and never kept, logged or sent. */
final class RandomPassword {
    /** Every class that a password policy can ask for. */
    private static final List<String> CLASSES =
            List.of("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "0123456789", "!#$%&*+-=?@^_~");

    private static final String ALL = String.join("", CLASSES);

    /** Beyond any guessing, whatever less the policy would do with. */
    private static final int SHORTEST = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomPassword() {}

    /** @param minimumLength what the target's policy asks for, 6 to 99 characters */
    static String of(int minimumLength) {
        int length = Math.max(minimumLength, SHORTEST);
        var characters = new ArrayList<Character>(length);
        CLASSES.forEach(each -> characters.add(anyOf(each, RANDOM)));
        while (characters.size() < length) {
            characters.add(anyOf(ALL, RANDOM));
        }
        Collections.shuffle(characters, RANDOM);
        return characters.stream().map(String::valueOf).collect(Collectors.joining());
    }

    private static char anyOf(String characters, RandomGenerator random) {
        return characters.charAt(random.nextInt(characters.length()));
    }
}
