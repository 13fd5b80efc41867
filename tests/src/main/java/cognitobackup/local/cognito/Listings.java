package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Cuts listings into pages. A page begins behind the key of the last one's end, so what is added or removed meanwhile
 * neither hides nor repeats anything else. A token says nothing: what it means is remembered here, for an hour. What is
 * listed must not change during a call.
 */
final class Listings {
    // AWS does not say what it returns without a Limit; both 25 and 60 have been reported.
    private static final int DEFAULT_LIMIT = 25;
    private static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

    private final Clock clock;
    private final Ids ids;
    private final Random random;
    private final double oddPages;
    private final Map<String, Position> positions = new LinkedHashMap<>();

    Listings(Clock clock, Ids ids, Behaviour behaviour) {
        this.clock = clock;
        this.ids = ids;
        this.random = new Random(behaviour.seed());
        this.oddPages = behaviour.oddPages();
    }

    /** What the operations that list users or groups have in common: a Limit, and pages that may be odd. */
    <T> ObjectNode page(
            Request request,
            String tokenMember,
            String itemsMember,
            NavigableMap<String, T> items,
            Supplier<Set<String>> leftOut,
            BiPredicate<String, T> shown,
            Function<T, ObjectNode> describe) {
        int limit = request.optionalInteger("Limit").filter(given -> given > 0).orElse(DEFAULT_LIMIT);
        return page(request, tokenMember, itemsMember, limit, shapeOfPage(limit), items, leftOut, shown, describe);
    }

    /** What the operations that list parts of the configuration have in common: MaxResults, and pages as full as can be. */
    <T> ObjectNode fullPage(
            Request request,
            String itemsMember,
            int most,
            NavigableMap<String, T> items,
            Function<T, ObjectNode> describe) {
        return fullPage(request, "NextToken", itemsMember, most, items, describe);
    }

    /** The same where the token has another name. */
    <T> ObjectNode fullPage(
            Request request,
            String tokenMember,
            String itemsMember,
            int most,
            NavigableMap<String, T> items,
            Function<T, ObjectNode> describe) {
        int limit = Math.min(
                most,
                request.optionalInteger("MaxResults").filter(given -> given > 0).orElse(most));
        Shape full = new Shape(limit, false);
        return page(request, tokenMember, itemsMember, limit, full, items, Set::of, (key, item) -> true, describe);
    }

    private <T> ObjectNode page(
            Request request,
            String tokenMember,
            String itemsMember,
            int limit,
            Shape shape,
            NavigableMap<String, T> items,
            Supplier<Set<String>> leftOut,
            BiPredicate<String, T> shown,
            Function<T, ObjectNode> describe) {
        Optional<Position> position =
                request.optionalText(tokenMember).map(token -> position(token, request, tokenMember));
        Set<String> skipped = position.map(Position::leftOut).orElseGet(leftOut);
        NavigableMap<String, T> rest = position.map(Position::after)
                .filter(key -> !key.isEmpty())
                .map(key -> items.tailMap(key, false))
                .orElse(items);
        ArrayNode page = JsonNodeFactory.instance.arrayNode();
        String after = position.map(Position::after).orElse("");
        boolean more = false;
        Iterator<Map.Entry<String, T>> remaining = rest.entrySet().iterator();
        while (remaining.hasNext() && !more) {
            Map.Entry<String, T> item = remaining.next();
            if (!skipped.contains(item.getKey()) && shown.test(item.getKey(), item.getValue())) {
                if (page.size() == Math.min(limit, shape.size())) {
                    more = true;
                } else {
                    page.add(describe.apply(item.getValue()));
                    after = item.getKey();
                }
            }
        }
        ObjectNode answer = Json.wrap(itemsMember, page);
        if (more || shape.tokenAtEnd()) {
            answer.put(tokenMember, remember(new Position(request, tokenMember, after, skipped, clock.instant())));
        }
        return answer;
    }

    private synchronized Shape shapeOfPage(int limit) {
        if (random.nextDouble() >= oddPages) {
            return new Shape(limit, false);
        }
        return random.nextInt(3) == 0 ? new Shape(limit, true) : new Shape(random.nextInt(limit), false);
    }

    private synchronized Position position(String token, Request request, String tokenMember) {
        Position position = positions.get(token);
        boolean expired =
                position != null && position.issued().plus(TOKEN_LIFETIME).isBefore(clock.instant());
        if (position == null || expired || !position.belongsTo(request, tokenMember)) {
            throw CognitoErrors.invalidPagingMarker();
        }
        return position;
    }

    private synchronized String remember(Position position) {
        Instant oldest = position.issued().minus(TOKEN_LIFETIME);
        Iterator<Position> byAge = positions.values().iterator();
        while (byAge.hasNext() && byAge.next().issued().isBefore(oldest)) {
            byAge.remove();
        }
        String token = ids.token();
        positions.put(token, position);
        return token;
    }

    /**
     * How a page comes out.
     *
     * @param size the most that it holds
     * @param tokenAtEnd whether it has a token though nothing follows
     */
    private record Shape(int size, boolean tokenAtEnd) {}

    /**
     * What a token stands for.
     *
     * @param after the key that the next page begins behind, empty where nothing was shown yet
     * @param leftOut what this listing, from its first page to its last, does not show
     */
    private record Position(
            String operation, ObjectNode parameters, String after, Set<String> leftOut, Instant issued) {
        Position(Request request, String tokenMember, String after, Set<String> leftOut, Instant issued) {
            this(request.operation(), request.without(tokenMember), after, leftOut, issued);
        }

        boolean belongsTo(Request request, String tokenMember) {
            return operation.equals(request.operation()) && parameters.equals(request.without(tokenMember));
        }
    }
}
