package cognitobackup.deployer;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The inputs of a resource, or of an object among them. Every property must be read or be named as one that nothing is
 * done about, so that none is passed over unseen.
 */
final class Inputs {
    private final Registration registration;
    private final Map<?, ?> values;
    private final Set<String> seen = new HashSet<>();

    private Inputs(Registration registration, Map<?, ?> values) {
        this.registration = registration;
        this.values = values;
    }

    static Inputs of(Registration registration) {
        return new Inputs(registration, registration.inputs());
    }

    Optional<Object> any(String property) {
        seen.add(property);
        return Optional.ofNullable(values.get(property));
    }

    Optional<String> text(String property) {
        return any(property).map(String::valueOf);
    }

    String requiredText(String property) {
        return text(property).orElseThrow(() -> new RefusedResourceException(registration, property + " is required"));
    }

    Optional<Integer> integer(String property) {
        return any(property).map(value -> ((Number) value).intValue());
    }

    boolean flag(String property) {
        return any(property).map(Boolean.TRUE::equals).orElse(false);
    }

    Optional<Inputs> object(String property) {
        return any(property).map(value -> new Inputs(registration, (Map<?, ?>) value));
    }

    List<Inputs> objects(String property) {
        return any(property)
                .map(value -> ((List<?>) value)
                        .stream()
                                .map(element -> new Inputs(registration, (Map<?, ?>) element))
                                .toList())
                .orElse(List.of());
    }

    List<String> texts(String property) {
        return any(property)
                .map(value -> ((List<?>) value).stream().map(String::valueOf).toList())
                .orElse(List.of());
    }

    /** Properties that the local AWS has nothing for: encryption, tags and the like. They are in the registration only. */
    Inputs recorded(String... properties) {
        seen.addAll(List.of(properties));
        return this;
    }

    /** Refuses what has neither been read nor named. */
    void requireAllSeen() {
        for (Object property : values.keySet()) {
            if (!seen.contains(String.valueOf(property))) {
                throw new RefusedResourceException(registration, "the property " + property + " is not built");
            }
        }
    }
}
