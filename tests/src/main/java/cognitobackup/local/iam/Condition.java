package cognitobackup.local.iam;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares a key of the request with values, of which one must fit. A key that the request does not have fits nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
 *     Condition operators</a>
 */
record Condition(String operator, String key, List<String> values) {
    static final Set<String> OPERATORS =
            Set.of("ArnEquals", "ArnLike", "Bool", "StringEquals", "StringLike", "StringNotEquals");

    boolean holds(Map<String, String> context) {
        String actual = context.get(key);
        if (operator.equals("StringNotEquals")) {
            // A negated operator holds where the key is missing.
            return actual == null || !values.contains(actual);
        }
        return actual != null && values.stream().anyMatch(value -> fits(value, actual));
    }

    private boolean fits(String value, String actual) {
        return switch (operator) {
            case "StringEquals" -> value.equals(actual);
            case "StringLike" -> Wildcards.match(value, actual);
            case "Bool" -> value.equalsIgnoreCase(actual);
            case "ArnEquals", "ArnLike" -> Wildcards.matchArn(value, actual);
            default -> throw new IllegalStateException("the reader lets no operator " + operator + " through");
        };
    }

    @Override
    public String toString() {
        return operator + " " + key + " " + String.join("|", values);
    }
}
