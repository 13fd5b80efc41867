package cognitobackup.drill.judge;

import cognitobackup.drill.population.PoolUser;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/** What a pool can hold, as far as its description says; standard attributes that it does not describe are as Cognito has them. */
public final class Schema {
    private final Map<String, JsonNode> attributes = new HashMap<>();

    /** @param userPool a description in the member names of DescribeUserPool */
    public Schema(JsonNode userPool) {
        userPool.path("SchemaAttributes")
                .forEach(attribute -> attributes.put(attribute.path("Name").asText(), attribute));
    }

    /** Whether an attribute can have the value. */
    public boolean holds(String name, String value) {
        JsonNode attribute = attributes.get(name);
        if (attribute == null) {
            return !name.startsWith("custom:") && !name.startsWith("dev:");
        }
        boolean text = attribute.path("AttributeDataType").asText().equals("String");
        return (value.isEmpty() && !text)
                || switch (attribute.path("AttributeDataType").asText()) {
                    case "Number" -> holdsNumber(attribute.path("NumberAttributeConstraints"), value);
                    case "Boolean" -> value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false");
                    case "String" -> {
                        JsonNode limits = attribute.path("StringAttributeConstraints");
                        yield within(
                                limits.path("MinLength"), limits.path("MaxLength"), new BigDecimal(value.length()));
                    }
                    default -> true;
                };
    }

    /** Whether two values of an attribute mean the same: a truth value in capital letters is none the less true. */
    boolean sameValue(String name, String one, String other) {
        String type = attributes.containsKey(name)
                ? attributes.get(name).path("AttributeDataType").asText()
                : "";
        return type.equals("Boolean") && one != null && one.equalsIgnoreCase(other);
    }

    private static boolean holdsNumber(JsonNode limits, String value) {
        try {
            return within(limits.path("MinValue"), limits.path("MaxValue"), new BigDecimal(value));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean within(JsonNode least, JsonNode most, BigDecimal number) {
        return (!least.isTextual() || number.compareTo(new BigDecimal(least.textValue())) >= 0)
                && (!most.isTextual() || number.compareTo(new BigDecimal(most.textValue())) <= 0);
    }

    /** Whether no administrator can create the user: it lacks what is required, of which something could not follow. */
    boolean keepsOut(PoolUser user) {
        boolean allMutable = true;
        boolean lacks = false;
        for (Map.Entry<String, JsonNode> attribute : attributes.entrySet()) {
            String name = attribute.getKey();
            if (attribute.getValue().path("Required").asBoolean() && !name.equals("sub")) {
                String value = user.attributes().getOrDefault(name, "");
                allMutable &= attribute.getValue().path("Mutable").asBoolean(true);
                lacks |= value.isEmpty() || !holds(name, value);
            }
        }
        return lacks && !allMutable;
    }
}
