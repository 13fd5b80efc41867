package cognitobackup.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One attribute of a pool's schema.
 *
 * @param name with its prefix, {@code custom:} or {@code dev:custom:}, if it is not a standard one
 * @param type {@code String}, {@code Number}, {@code DateTime} or {@code Boolean}
 * @param minimum shortest length of a String, least value of a Number
 * @param maximum longest length of a String, greatest value of a Number
 */
record SchemaAttribute(
        String name,
        String type,
        boolean mutable,
        boolean required,
        Optional<BigDecimal> minimum,
        Optional<BigDecimal> maximum) {
    /** What the names of attributes begin with that no app client may read or write. */
    static final String DEVELOPER_ONLY = "dev:";

    private static final int LONGEST_VALUE_BYTES = 2048;
    private static final Pattern EMAIL =
            Pattern.compile("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}&&[^@]]+@[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}&&[^@]]+");
    private static final Pattern PHONE_NUMBER = Pattern.compile("\\+[1-9][0-9]{1,14}");

    static boolean looksLikeEmail(String text) {
        return EMAIL.matcher(text).matches();
    }

    static boolean looksLikePhoneNumber(String text) {
        return PHONE_NUMBER.matcher(text).matches();
    }

    /** Reads one element of {@code Schema} or {@code CustomAttributes}; the given name says what it is called. */
    static SchemaAttribute of(String name, JsonNode definition, Optional<SchemaAttribute> standard) {
        String type = definition
                .path("AttributeDataType")
                .asText(standard.map(SchemaAttribute::type).orElse(""));
        if (type.isEmpty()) {
            throw CognitoErrors.invalidParameter(
                    "Invalid AttributeDataType input, consider using the provided AttributeDataType enum.");
        }
        boolean developerOnly = definition.path("DeveloperOnlyAttribute").booleanValue();
        if (standard.isPresent() && (developerOnly || !standard.get().type().equals(type))) {
            throw CognitoErrors.invalidParameter("You can not change AttributeDataType or set developerOnlyAttribute"
                    + " for standard schema attribute " + name);
        }
        boolean required = definition.path("Required").booleanValue();
        if (required && standard.isEmpty()) {
            throw CognitoErrors.invalidParameter("Required custom attributes are not supported currently.");
        }
        boolean mutable = definition.path("Mutable").asBoolean(standard.isPresent());
        boolean text = type.equals("String");
        JsonNode limits = definition.path(text ? "StringAttributeConstraints" : "NumberAttributeConstraints");
        Optional<BigDecimal> minimum = limit(name, limits.path(text ? "MinLength" : "MinValue"));
        Optional<BigDecimal> maximum = limit(name, limits.path(text ? "MaxLength" : "MaxValue"));
        if (minimum.isPresent() && maximum.isPresent() && minimum.get().compareTo(maximum.get()) > 0) {
            throw CognitoErrors.invalidParameter(
                    "The constraints of schema attribute " + name + " contradict each other.");
        }
        if (text && maximum.isPresent() && maximum.get().compareTo(BigDecimal.valueOf(LONGEST_VALUE_BYTES)) > 0) {
            throw CognitoErrors.invalidParameter("Schema attribute " + name + " cannot be longer than 2048.");
        }
        return new SchemaAttribute(
                name,
                type,
                mutable,
                required,
                minimum.or(() -> standard.flatMap(SchemaAttribute::minimum)),
                maximum.or(() -> standard.flatMap(SchemaAttribute::maximum)));
    }

    private static Optional<BigDecimal> limit(String name, JsonNode limit) {
        try {
            return limit.isTextual() ? Optional.of(new BigDecimal(limit.textValue())) : Optional.empty();
        } catch (NumberFormatException e) {
            throw CognitoErrors.invalidParameter("A constraint of schema attribute " + name + " is not a number.");
        }
    }

    /** What is wrong with a value. */
    Optional<String> problemWith(String value) {
        // The API's model counts characters and the page on quotas counts bytes; of the two the smaller holds here.
        if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE_BYTES) {
            return Optional.of(name + ": The value is longer than " + LONGEST_VALUE_BYTES + " bytes.");
        }
        return switch (type) {
            case "Number" -> problemWithNumber(value);
            case "Boolean" ->
                value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")
                        ? Optional.empty()
                        : Optional.of(name + ": The value is neither true nor false.");
            case "DateTime" -> isDate(value) ? Optional.empty() : Optional.of(name + ": The value is not a date.");
            default -> problemWithText(value);
        };
    }

    private Optional<String> problemWithNumber(String value) {
        BigDecimal number;
        try {
            number = new BigDecimal(value);
        } catch (NumberFormatException e) {
            return Optional.of(name + ": The value is not a number.");
        }
        if (minimum.isPresent() && number.compareTo(minimum.get()) < 0) {
            return Optional.of(name + ": The value is less than " + minimum.get() + ".");
        }
        if (maximum.isPresent() && number.compareTo(maximum.get()) > 0) {
            return Optional.of(name + ": The value is greater than " + maximum.get() + ".");
        }
        return Optional.empty();
    }

    private Optional<String> problemWithText(String value) {
        BigDecimal length = BigDecimal.valueOf(value.length());
        if (minimum.isPresent() && length.compareTo(minimum.get()) < 0) {
            return Optional.of(name + ": String must be at least " + minimum.get() + " characters.");
        }
        if (maximum.isPresent() && length.compareTo(maximum.get()) > 0) {
            return Optional.of(name + ": String must be no longer than " + maximum.get() + " characters.");
        }
        return switch (name) {
            case "email" -> looksLikeEmail(value) ? Optional.empty() : Optional.of("Invalid email address format.");
            case "phone_number" ->
                looksLikePhoneNumber(value) ? Optional.empty() : Optional.of("Invalid phone number format.");
            case "birthdate" ->
                isDay(value) ? Optional.empty() : Optional.of("Invalid birthdate format, please use YYYY-MM-DD.");
            default -> Optional.empty();
        };
    }

    private static boolean isDay(String value) {
        try {
            LocalDate.parse(value);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static boolean isDate(String value) {
        try {
            OffsetDateTime.parse(value);
            return true;
        } catch (DateTimeParseException e) {
            return isDay(value);
        }
    }

    ObjectNode describe() {
        ObjectNode description = Json.object()
                .put("Name", name)
                .put("AttributeDataType", type)
                .put("DeveloperOnlyAttribute", name.startsWith(DEVELOPER_ONLY))
                .put("Mutable", mutable)
                .put("Required", required);
        if (type.equals("String")) {
            putLimits(description.putObject("StringAttributeConstraints"), "MinLength", "MaxLength");
        } else if (type.equals("Number")) {
            putLimits(description.putObject("NumberAttributeConstraints"), "MinValue", "MaxValue");
        }
        return description;
    }

    private void putLimits(ObjectNode limits, String least, String most) {
        minimum.ifPresent(value -> limits.put(least, value.toPlainString()));
        maximum.ifPresent(value -> limits.put(most, value.toPlainString()));
    }
}
