package cognitobackup.local.stepfunctions;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Jsonata.JFunctionCallable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The functions that Step Functions adds to JSONata. A missing or senseless argument gives undefined, which then fails
 * the field it stands in.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html">JSONata functions provided
 *     by Step Functions</a>
 */
final class OwnFunctions {
    private static final Set<String> HASH_ALGORITHMS = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");

    /** Of the numbers of one {@code $range}: what AWS was seen to take. */
    private static final long RANGE_ELEMENTS = 360_145;

    static final Map<String, JFunction> ALL = Map.of(
            "partition", function(OwnFunctions::partition, "<a?n?:a>"),
            "range", function(OwnFunctions::range, "<n?n?n?:x>"),
            "hash", function(OwnFunctions::hash, "<s?s?:s>"),
            "random", function(OwnFunctions::random, "<n?:n>"),
            "uuid", function(arguments -> UUID.randomUUID().toString(), "<:s>"),
            "parse", function(OwnFunctions::parse, "<s?:x>"));

    private OwnFunctions() {}

    private static Object partition(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof List<?> items) || items.isEmpty()) {
            return null;
        }
        if (!(argument(arguments, 1) instanceof Number size) || size.intValue() <= 0) {
            return null;
        }
        List<Object> chunks = new ArrayList<>();
        for (int from = 0; from < items.size(); from += size.intValue()) {
            chunks.add(new ArrayList<>(items.subList(from, Math.min(items.size(), from + size.intValue()))));
        }
        return chunks;
    }

    private static Object range(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof Number start)
                || !(argument(arguments, 1) instanceof Number end)
                || !(argument(arguments, 2) instanceof Number step)
                || step.longValue() == 0
                || Long.signum(end.longValue() - start.longValue()) == -Long.signum(step.longValue())) {
            return null;
        }
        long count = (end.longValue() - start.longValue()) / step.longValue() + 1;
        if (count > RANGE_ELEMENTS) {
            throw new JException("Expression evaluation memory limit exceeded", -1);
        }
        List<Object> numbers = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            numbers.add(start.longValue() + i * step.longValue());
        }
        return numbers.size() == 1 ? numbers.get(0) : numbers;
    }

    private static Object hash(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text) || !(argument(arguments, 1) instanceof String algorithm)) {
            return null;
        }
        if (!HASH_ALGORITHMS.contains(algorithm)) {
            throw new JException("$hash: the algorithm is none of " + HASH_ALGORITHMS, -1);
        }
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object random(List<?> arguments) {
        return argument(arguments, 0) instanceof Number seed
                ? new Random(seed.longValue()).nextDouble()
                : ThreadLocalRandom.current().nextDouble();
    }

    private static Object parse(List<?> arguments) {
        if (!(argument(arguments, 0) instanceof String text)) {
            return null;
        }
        try {
            return JsonataValues.of(Json.parse(text));
        } catch (IllegalArgumentException e) {
            throw new JException("$parse: not JSON", -1);
        }
    }

    private static Object argument(List<?> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : null;
    }

    private static JFunction function(Body body, String signature) {
        JFunctionCallable callable = (input, arguments) -> body.apply(arguments);
        return new Jsonata.JFunction(callable, signature);
    }

    @FunctionalInterface
    private interface Body {
        Object apply(List<?> arguments);
    }
}
