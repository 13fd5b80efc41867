package cognitobackup.drill.population;

import cognitobackup.local.cognito.MfaFactor;
import cognitobackup.local.cognito.UserMfa;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;

/** Users of every kind that Cognito lets into a pool of a given description. */
final class AnyUsers {
    private static final Instant FIRST_SIGN_UP = Instant.parse("2019-03-01T08:00:00Z");
    private static final List<String> STATUSES = List.of(
            "CONFIRMED",
            "CONFIRMED",
            "CONFIRMED",
            "UNCONFIRMED",
            "UNCONFIRMED",
            "RESET_REQUIRED",
            "FORCE_CHANGE_PASSWORD",
            "FORCE_CHANGE_PASSWORD",
            "ARCHIVED",
            "COMPROMISED",
            "UNKNOWN");
    private static final int MOST_LINKS = 5;

    private final Random random;
    private final RandomText text;
    private final AnySchema schema;
    private final List<String> providers;
    private final boolean caseSensitive;
    private final Set<String> usernameAttributes;
    private final Set<String> aliasAttributes;
    private final Set<MfaFactor> offered;

    /** Values that nobody else may have, folded, with the attribute's name before them. */
    private final Set<String> taken = new HashSet<>();

    private final Map<String, List<String>> addresses = new HashMap<>();

    AnyUsers(Random random, RandomText text, AnySchema schema, ObjectNode description, List<String> providers) {
        this.random = random;
        this.text = text;
        this.schema = schema;
        this.providers = providers;
        this.caseSensitive =
                description.path("UsernameConfiguration").path("CaseSensitive").asBoolean();
        this.usernameAttributes = texts(description.path("UsernameAttributes"));
        this.aliasAttributes = texts(description.path("AliasAttributes"));
        this.offered = EmptyPool.offered(description);
    }

    List<PoolUser> make(int size) {
        List<PoolUser> users = new ArrayList<>();
        for (int number = 0; number < size; number++) {
            users.add(!providers.isEmpty() && random.nextInt(5) == 0 ? federated(number) : local(number));
        }
        return users;
    }

    private PoolUser local(int number) {
        String sub = sub();
        SortedMap<String, String> attributes = schema.values(!(schema.mayLackRequired() && random.nextInt(10) == 0));
        addAddress(attributes, "email", number);
        addAddress(attributes, "phone_number", number);
        if (random.nextInt(4) == 0) {
            addPreferredUsername(attributes, number);
        }
        if (!providers.isEmpty() && random.nextInt(4) == 0) {
            attributes.put("identities", links(number));
        }
        attributes.put("sub", sub);
        boolean usernamesAreMade = !usernameAttributes.isEmpty();
        return user(usernamesAreMade ? sub : folded(username(number)), attributes, text.pick(STATUSES))
                .with(secondFactors(attributes));
    }

    /**
     * Factors that the pool offers and the user has the address for; of some users one that the pool has ceased to offer,
     * or that goes to an address that the user has no more.
     */
    private UserMfa secondFactors(SortedMap<String, String> attributes) {
        Set<MfaFactor> on = EnumSet.noneOf(MfaFactor.class);
        boolean leftOver = random.nextInt(25) == 0;
        for (MfaFactor factor : MfaFactor.values()) {
            boolean usable = offered.contains(factor)
                    && switch (factor) {
                        case SMS_MFA -> attributes.containsKey("phone_number");
                        case EMAIL_OTP -> attributes.containsKey("email");
                        case SOFTWARE_TOKEN_MFA -> true;
                    };
            if ((usable || leftOver) && random.nextInt(3) == 0) {
                on.add(factor);
            }
        }
        Optional<MfaFactor> preferred =
                on.isEmpty() || random.nextInt(3) == 0 ? Optional.empty() : Optional.of(text.pick(List.copyOf(on)));
        boolean app = on.contains(MfaFactor.SOFTWARE_TOKEN_MFA) || (!offered.isEmpty() && random.nextInt(10) == 0);
        return new UserMfa(on, preferred, app, random.nextInt(10) == 0 ? random.nextInt(1, 21) : 0);
    }

    /** A username without white space that is not what the pool takes for an alias. */
    private String username(int number) {
        boolean mayBeEmail = !aliasAttributes.contains("email");
        boolean mayBePhoneNumber = !aliasAttributes.contains("phone_number");
        return switch (random.nextInt(8)) {
            case 0 -> mayBeEmail ? text.email(number) : "e" + number;
            case 1 -> mayBePhoneNumber ? text.phoneNumber(number) : "p" + number;
            case 2 -> "L".repeat(124) + "-" + number;
            case 3 -> "Upper" + number;
            default -> text.name(PeopleOfTheWorld.USERNAMES, number);
        };
    }

    /** Mostly an address of one's own; now and then, where Cognito allows it, somebody else's or none. */
    private void addAddress(SortedMap<String, String> attributes, String attribute, int number) {
        boolean signsIn = usernameAttributes.contains(attribute);
        boolean required = schema.isRequired(attribute);
        boolean onlyOne = signsIn && usernameAttributes.size() == 1;
        if (!required && random.nextInt(onlyOne ? 15 : 3) == 0) {
            return;
        }
        List<String> others = addresses.computeIfAbsent(attribute, any -> new ArrayList<>());
        boolean shared = !signsIn && !others.isEmpty() && random.nextInt(4) == 0;
        String value =
                shared ? text.pick(others) : attribute.equals("email") ? text.email(number) : text.phoneNumber(number);
        others.add(value);
        String verified = text.pick(List.of("true", "true", "false", "absent"));
        boolean mustBeFree = aliasAttributes.contains(attribute) && verified.equals("true");
        if (mustBeFree && !taken.add(attribute + " " + folded(value))) {
            verified = "false";
        }
        attributes.put(attribute, value);
        if (!verified.equals("absent")) {
            attributes.put(attribute + "_verified", verified);
        }
    }

    private void addPreferredUsername(SortedMap<String, String> attributes, int number) {
        String name = text.name(List.of("nick", "Nick", "n,ick", "ニック"), number);
        if (!aliasAttributes.contains("preferred_username") || taken.add("preferred_username " + folded(name))) {
            attributes.put("preferred_username", name);
        }
    }

    /** Made by Cognito at the first sign-in; once an administrator has set it a password it is CONFIRMED. */
    private PoolUser federated(int number) {
        String provider = text.pick(providers);
        String externalId = text.externalId(String.valueOf(number));
        SortedMap<String, String> attributes = schema.values(true);
        if (schema.isRequired("email") || random.nextBoolean()) {
            attributes.put("email", text.email(random.nextInt(number + 1)));
        }
        if (schema.isRequired("phone_number")) {
            attributes.put("phone_number", text.phoneNumber(number));
        }
        ArrayNode identities = JsonNodeFactory.instance.arrayNode();
        identity(identities, provider, externalId, true);
        if (random.nextInt(6) == 0) {
            identity(identities, text.pick(providers), "linked-" + number, false);
        }
        attributes.put("identities", identities.toString());
        attributes.put("sub", sub());
        String status = random.nextInt(5) == 0 ? "CONFIRMED" : "EXTERNAL_PROVIDER";
        return user(folded(provider + "_" + externalId), attributes, status);
    }

    private String links(int number) {
        ArrayNode identities = JsonNodeFactory.instance.arrayNode();
        int links = random.nextInt(3) == 0 ? random.nextInt(1, MOST_LINKS + 1) : 1;
        for (int link = 0; link < links; link++) {
            identity(identities, text.pick(providers), text.externalId(number + "-" + link), false);
        }
        return identities.toString();
    }

    private void identity(ArrayNode identities, String provider, String externalId, boolean primary) {
        identities
                .addObject()
                .put("userId", externalId)
                .put("providerName", provider)
                .put("providerType", AnyPool.typeOf(provider))
                .putNull("issuer")
                .put("primary", primary)
                .put(
                        "dateCreated",
                        FIRST_SIGN_UP.plusSeconds(random.nextInt(1_000_000)).toEpochMilli());
    }

    private PoolUser user(String username, SortedMap<String, String> attributes, String status) {
        Instant created = FIRST_SIGN_UP.plus(Duration.ofMillis(random.nextLong(200_000_000_000L)));
        return new PoolUser(
                username,
                attributes,
                random.nextInt(5) != 0,
                status,
                created,
                created.plus(Duration.ofMillis(random.nextLong(10_000_000_000L))));
    }

    private String sub() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private String folded(String name) {
        return caseSensitive ? name : name.toLowerCase(Locale.ROOT);
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
