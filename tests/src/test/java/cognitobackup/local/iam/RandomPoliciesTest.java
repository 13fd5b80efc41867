package cognitobackup.local.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Policies at random against a model that is as simple as can be; a failure names the seed. */
class RandomPoliciesTest {
    private static final int ROUNDS = 20_000;
    private static final String SOME_ROLE = "arn:aws:iam::123456789012:role/r";

    private record Statement(boolean allows, List<String> actions, List<String> resources) {
        String json() {
            return "{\"Effect\": \"" + (allows ? "Allow" : "Deny") + "\", \"Action\": " + array(actions)
                    + ", \"Resource\": " + array(resources) + "}";
        }

        private static String array(List<String> texts) {
            return texts.stream().map(text -> "\"" + text + "\"").collect(Collectors.joining(", ", "[", "]"));
        }

        boolean isAbout(String action, String resource) {
            return actions.stream().anyMatch(pattern -> model(pattern, action))
                    && resources.stream().anyMatch(pattern -> pattern.equals("*") || modelByParts(pattern, resource));
        }
    }

    private static boolean model(String pattern, String text) {
        return Pattern.matches(
                pattern.chars()
                        .mapToObj(c -> c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf((char) c)))
                        .collect(Collectors.joining()),
                text);
    }

    private static boolean modelByParts(String pattern, String text) {
        String[] patterns = pattern.split(":", 6);
        String[] texts = text.split(":", 6);
        for (int i = 0; i < 6; i++) {
            if (!model(patterns[i], texts[i])) {
                return false;
            }
        }
        return true;
    }

    @Test
    void decisionsAreThoseOfTheModel() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int allowed = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Statement> statements = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                statements.add(new Statement(
                        random.nextInt(4) > 0,
                        some(random, () -> "a:" + text(random, true)),
                        some(random, () -> random.nextInt(5) == 0 ? "*" : arn(random, true))));
            }
            String action = "a:" + text(random, false);
            String resource = arn(random, false);
            boolean expected = statements.stream().anyMatch(each -> each.allows() && each.isAbout(action, resource))
                    && statements.stream().noneMatch(each -> !each.allows() && each.isAbout(action, resource));

            assertThat(decision(statements, action, resource))
                    .as("seed %d, round %d: %s on %s by %s", seed, round, action, resource, statements)
                    .isEqualTo(expected);
            allowed += expected ? 1 : 0;
        }
        // Else the policies at random would show nothing.
        assertThat(allowed).as("seed %d", seed).isBetween(ROUNDS / 50, ROUNDS / 2);
    }

    private static boolean decision(List<Statement> statements, String action, String resource) {
        Iam iam = new Iam("123456789012");
        iam.putRole(SOME_ROLE, """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "sts:AssumeRole",
                  "Principal": "*"}}""");
        iam.putRolePolicy(
                SOME_ROLE,
                "p",
                statements.stream()
                        .map(Statement::json)
                        .collect(Collectors.joining(", ", "{\"Version\": \"2012-10-17\", \"Statement\": [", "]}")));
        try {
            iam.authorize(new Caller(SOME_ROLE, "s"), AccessRequest.of(action, resource));
            return true;
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    private static List<String> some(Random random, java.util.function.Supplier<String> one) {
        List<String> some = new ArrayList<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            some.add(one.get());
        }
        return some;
    }

    private static String arn(Random random, boolean pattern) {
        StringBuilder arn = new StringBuilder("arn:aws:a");
        for (int i = 0; i < 3; i++) {
            arn.append(':').append(text(random, pattern));
        }
        return arn.append(random.nextBoolean() ? ":" : "/")
                .append(text(random, pattern))
                .toString();
    }

    /** So few letters that patterns often fit. */
    private static String text(Random random, boolean pattern) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            text.append("xy*?".charAt(random.nextInt(pattern ? 4 : 2)));
        }
        return text.toString();
    }
}
