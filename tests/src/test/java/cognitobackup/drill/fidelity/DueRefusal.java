package cognitobackup.drill.fidelity;

import cognitobackup.drill.judge.Schema;
import cognitobackup.drill.population.PoolUser;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Why a preparation has to refuse a case, as the words that a refusal has to have one of.
 *
 * @param must for each of these it has to be refused
 * @param may for these it may be, such as an attribute that users have without a value
 */
record DueRefusal(Set<String> must, Set<String> may) {
    private static final String OLD_SUB = "custom:original_sub";
    private static final String SOME_SUB = "00000000-0000-0000-0000-000000000000";

    static DueRefusal of(Case tried) {
        Set<String> must = new TreeSet<>();
        Set<String> may = new TreeSet<>();
        JsonNode source = tried.source().userPool();
        JsonNode target = tried.target();
        if (!texts(source, "UsernameAttributes").equals(texts(target, "UsernameAttributes"))) {
            must.add("username attributes");
        }
        if (!texts(source, "AliasAttributes").equals(texts(target, "AliasAttributes"))) {
            must.add("alias attributes");
        }
        if (!source.path("UsernameConfiguration").equals(target.path("UsernameConfiguration"))) {
            must.add("case sensitivity");
        }
        if (tried.filled()) {
            must.add("is not empty");
        }
        if (tried.trigger().equals(Optional.of("PreSignUp")) && !tried.asks("allowTriggers")) {
            must.add("PreSignUp");
        }
        if (!tried.asks("ignoreMissingAttributes")) {
            Schema schema = new Schema(target);
            for (PoolUser user : tried.source().users()) {
                user.attributes().forEach((name, value) -> {
                    if (!schema.holds(name, value)) {
                        (value.isEmpty() ? may : must).add(name);
                    }
                });
            }
            // Kept for the old sub, whatever the source has in it.
            if (schema.holds(OLD_SUB, SOME_SUB)) {
                must.remove(OLD_SUB);
            }
        }
        return new DueRefusal(must, may);
    }

    private static Set<String> texts(JsonNode pool, String member) {
        Set<String> texts = new TreeSet<>();
        pool.path(member).forEach(text -> texts.add(text.asText()));
        return texts;
    }

    boolean isDue() {
        return !must.isEmpty();
    }

    boolean allows(String message) {
        return must.stream().anyMatch(message::contains) || may.stream().anyMatch(message::contains);
    }
}
