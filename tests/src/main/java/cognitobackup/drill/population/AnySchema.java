package cognitobackup.drill.population;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** A schema at random: custom attributes of every type, some immutable, and standard ones of which some are required. */
final class AnySchema {
    static final String ORIGINAL_SUB = "custom:original_sub";
    private static final int LONGEST = 2048;
    private static final List<String> CUSTOM_NAMES = List.of(
            "department",
            "level",
            "newsletter",
            "since",
            "größe",
            "a.b",
            "kind-1",
            "a,b",
            "UPPER",
            "x/y",
            "say\"so\"",
            "twenty_characters_20");

    /** Standard attributes of plain text; addresses, dates and times have values of their own kind. */
    private static final List<String> TEXTS = List.of(
            "name",
            "given_name",
            "family_name",
            "middle_name",
            "nickname",
            "profile",
            "picture",
            "website",
            "gender",
            "zoneinfo",
            "locale",
            "address");

    private final Random random;
    private final RandomText text;
    private final SortedMap<String, JsonNode> attributes = new TreeMap<>();

    private AnySchema(Random random, RandomText text) {
        this.random = random;
        this.text = text;
    }

    static AnySchema of(Random random, RandomText text) {
        AnySchema schema = new AnySchema(random, text);
        schema.define();
        return schema;
    }

    private void define() {
        for (String name : TEXTS) {
            standard(name, "String");
        }
        standard("birthdate", "String");
        standard("updated_at", "Number");
        standard("email", "String");
        standard("phone_number", "String");
        for (String name : CUSTOM_NAMES) {
            if (random.nextInt(3) == 0) {
                custom("custom:" + name, type());
            }
        }
        for (String name : List.of("dev:custom:clearance", "dev:custom:größe")) {
            if (random.nextInt(4) == 0) {
                custom(name, type());
                ((ObjectNode) attributes.get(name)).put("DeveloperOnlyAttribute", true);
            }
        }
        if (random.nextInt(3) == 0) {
            originalSub();
        }
    }

    private String type() {
        return text.pick(List.of("String", "String", "Number", "DateTime", "Boolean"));
    }

    /** Where imports keep the sub of an earlier generation, if there is room for it. */
    private void originalSub() {
        String type = random.nextInt(5) == 0 ? "Number" : "String";
        ObjectNode attribute = PoolDescription.customAttribute(ORIGINAL_SUB, type);
        attribute.put("Mutable", random.nextInt(3) != 0);
        if (type.equals("String")) {
            attribute
                    .putObject("StringAttributeConstraints")
                    .put("MinLength", text.pick(List.of("0", "1", "36")))
                    .put("MaxLength", text.pick(List.of("36", "36", "64", "2048")));
            if (random.nextInt(4) == 0) {
                attribute
                        .putObject("StringAttributeConstraints")
                        .put("MinLength", "0")
                        .put("MaxLength", "20");
            }
        }
        attributes.put(ORIGINAL_SUB, attribute);
    }

    private void standard(String name, String type) {
        boolean address = name.equals("email") || name.equals("phone_number");
        ObjectNode attribute = PoolDescription.customAttribute(name, type);
        attribute.put("Required", random.nextInt(address ? 8 : 20) == 0);
        // What users sign in with or prove to be theirs has to be changeable.
        attribute.put("Mutable", address || random.nextInt(20) != 0);
        attribute.remove(List.of("StringAttributeConstraints", "NumberAttributeConstraints"));
        attributes.put(name, attribute);
    }

    private void custom(String name, String type) {
        ObjectNode attribute = PoolDescription.customAttribute(name, type);
        attribute.put("Mutable", random.nextInt(3) != 0);
        if (type.equals("String")) {
            int shortest = random.nextInt(3) == 0 ? random.nextInt(1, 4) : 0;
            attribute
                    .putObject("StringAttributeConstraints")
                    .put("MinLength", String.valueOf(shortest))
                    .put("MaxLength", text.pick(List.of("10", "40", String.valueOf(LONGEST))));
        } else if (type.equals("Number") && random.nextBoolean()) {
            attribute
                    .putObject("NumberAttributeConstraints")
                    .put("MinValue", text.pick(List.of("0", "-5")))
                    .put("MaxValue", text.pick(List.of("9.5", "256.75")));
        }
        attributes.put(name, attribute);
    }

    /** As DescribeUserPool shows it. */
    ArrayNode described() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        attributes.values().forEach(attribute -> array.add(attribute.deepCopy()));
        return array;
    }

    boolean isRequired(String name) {
        return attributes.containsKey(name)
                && attributes.get(name).path("Required").asBoolean();
    }

    /** Whether an administrator may have made a user without the required attributes: all of them can be set later. */
    boolean mayLackRequired() {
        return attributes.values().stream()
                .filter(attribute -> attribute.path("Required").asBoolean())
                .allMatch(attribute -> attribute.path("Mutable").asBoolean());
    }

    /** Values for some attributes at random, and for those that are required; e-mail and phone number left out. */
    SortedMap<String, String> values(boolean allRequired) {
        SortedMap<String, String> values = new TreeMap<>();
        attributes.forEach((name, attribute) -> {
            boolean address = name.equals("email") || name.equals("phone_number");
            boolean needed = allRequired && isRequired(name);
            boolean own = name.startsWith("custom:") || name.startsWith("dev:");
            if (!address && (needed || random.nextInt(own ? 2 : 6) == 0)) {
                values.put(name, value(name, attribute, needed));
            }
        });
        return values;
    }

    private String value(String name, JsonNode attribute, boolean needed) {
        if (name.equals("birthdate")) {
            return text.day();
        }
        if (name.equals(ORIGINAL_SUB)
                && attribute.path("AttributeDataType").asText().equals("String")) {
            String sub = new UUID(random.nextLong(), random.nextLong()).toString();
            int longest = attribute
                    .path("StringAttributeConstraints")
                    .path("MaxLength")
                    .asInt();
            return sub.substring(0, Math.min(longest, sub.length()));
        }
        if (name.equals("updated_at")) {
            return String.valueOf(random.nextInt(1_500_000_000, 1_800_000_000));
        }
        return switch (attribute.path("AttributeDataType").asText()) {
            case "Boolean" -> text.pick(List.of("true", "false"));
            case "DateTime" ->
                text.pick(List.of(
                        "2024-02-29",
                        "2025-01-31T23:59:59Z",
                        "2025-06-01T00:00:00.000+02:00",
                        "1969-12-31T23:59:59.999999999-11:00"));
            case "Number" -> number(attribute.path("NumberAttributeConstraints"));
            default -> string(attribute.path("StringAttributeConstraints"), needed);
        };
    }

    private String number(JsonNode limits) {
        int least = limits.path("MinValue").asInt(-1_000_000);
        int most = limits.path("MaxValue").asInt(1_000_000);
        int number = random.nextInt(least, most + 1);
        return switch (random.nextInt(8)) {
            case 0 -> Math.abs(number) + ".50";
            case 1 -> "0" + Math.abs(number);
            case 2 -> "1e0";
            default -> String.valueOf(number);
        };
    }

    /** Cognito keeps an empty value where nothing says how long it has to be. */
    private String string(JsonNode limits, boolean needed) {
        int shortest = limits.path("MinLength").asInt(0);
        if (shortest == 0 && !needed && random.nextInt(12) == 0) {
            return "";
        }
        return text.value(Math.max(1, shortest), limits.path("MaxLength").asInt(LONGEST));
    }
}
