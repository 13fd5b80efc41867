package cognitobackup.drill.population;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Text at random: half of it as people write it, half of it such that careless software breaks it. */
final class RandomText {
    /** Cognito's longest value, in bytes of UTF-8. */
    private static final int LONGEST = 2048;

    private static final List<String> AWKWARD = List.of(
            " leading",
            "trailing ",
            "\u00A0no break space\u00A0",
            " ",
            "   ",
            "one, two",
            ",",
            "\\,",
            "say \"hello\"",
            "\"",
            "back\\slash",
            "\\",
            "ends in a backslash\\",
            "two\nlines",
            "\n",
            "carriage\r\nreturn",
            "a\ttab",
            "=1+1",
            "-1",
            "@SUM(A1)",
            "</script><script>alert(1)</script>",
            "<!-- & -->",
            "null",
            "true",
            "[]",
            "{\"a\": 1}",
            "#",
            "%s ${x} {}",
            "\u202Ereversed",
            "zero\u200Bwidth",
            "line\u2028separator",
            "\uFEFFbyte order mark",
            "ß ẞ İ ı ŉ",
            "'=1+1",
            "\u0007bell",
            "\u200Fright to left",
            "\u3000",
            "ends in a comma,",
            ",begins with one",
            "\\n",
            "👩‍👩‍👧‍👦",
            "N/A",
            "FALSE",
            "x".repeat(LONGEST),
            "🦊".repeat(LONGEST / 4),
            "é".repeat(LONGEST / 2));

    private final Random random;

    RandomText(Random random) {
        this.random = random;
    }

    /** @param longest in characters */
    String value(int shortest, int longest) {
        List<String> fitting = Stream.concat(
                        (random.nextBoolean() ? AWKWARD : PeopleOfTheWorld.ADDRESSES).stream(), Stream.of("x"))
                .filter(text -> text.length() >= shortest && text.length() <= longest)
                .toList();
        return fitting.isEmpty() ? "x".repeat(shortest) : pick(fitting);
    }

    /** A username without white space, or a group's name; unlike any other of the same pool by its number. */
    String name(List<String> stems, int number) {
        String odd = pick(List.of("", ".", "#", ",", "\"", "\\", "'", "/", "=", "%", "<b>", "ß", "𠮷", "`", "&"));
        return pick(stems) + odd + number;
    }

    /** An e-mail address that nobody else has; in a pool that knows case, some have upper-case letters. */
    String email(int number) {
        String local = pick(List.of(
                "person",
                "Person",
                "o'brien",
                "first.last",
                "a,b",
                "\"quoted\"",
                "back\\slash",
                "ünï",
                "plus+tag",
                "="));
        return local + number + "@" + pick(List.of("example.com", "Example.org", "mail.example.net"));
    }

    /** What a provider calls a person; it becomes part of a Username, which has no white space. */
    String externalId(String number) {
        return pick(List.of(
                "1000" + number,
                "person" + number + "@corp.example.com",
                "a_b" + number,
                "CN=Ada,O=\"Corp\"," + number,
                "back\\slash" + number,
                "person_" + number + "_Google",
                "マリー" + number));
    }

    String phoneNumber(int number) {
        return String.format("+4930%07d", number);
    }

    String day() {
        return random.nextInt(10) == 0
                ? pick(List.of("0001-01-01", "9999-12-31", "2000-02-29", "1582-10-10"))
                : String.format("19%02d-%02d-%02d", random.nextInt(100), random.nextInt(1, 13), random.nextInt(1, 29));
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
