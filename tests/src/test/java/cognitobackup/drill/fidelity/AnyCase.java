package cognitobackup.drill.fidelity;

import cognitobackup.drill.fidelity.Case.After;
import cognitobackup.drill.population.AnyPool;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.local.cognito.ImportFault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Makes up cases: a pool of any kind, and half of the time a target that is unlike it in one or more ways. The same seed
 * makes the same case.
 */
final class AnyCase {
    /** In what a target is unlike the source. */
    private enum Unlike {
        SIGN_IN,
        CASE_SENSITIVITY,
        ATTRIBUTES_MISSING,
        TYPES,
        LIMITS,
        REQUIRED,
        IMMUTABLE,
        SECOND_FACTORS,
        RECOVERY,
        TRIGGER,
        VERIFIES_OTHERS,
        PROVIDERS,
        FILLED
    }

    private final Random random;
    private final PoolDump source;
    private final ObjectNode target;
    private final Map<String, String> providers = new HashMap<>();
    private final Map<String, Object> input = new HashMap<>();
    private Optional<String> trigger = Optional.empty();
    private boolean filled;

    private AnyCase(long seed) {
        this.random = new Random(seed * 31 + 7);
        random.nextLong();
        this.source = AnyPool.of(seed);
        this.target = source.userPool().deepCopy();
    }

    static Case of(long seed) {
        return new AnyCase(seed).make();
    }

    private Case make() {
        if (random.nextBoolean()) {
            int ways = random.nextInt(1, 4);
            for (int way = 0; way < ways; way++) {
                make(unlike());
            }
            chance(3, 4).ifPresent(yes -> input.put("ignoreMissingAttributes", true));
            chance(1, 2).ifPresent(yes -> input.put("allowTriggers", true));
        }
        String method = pick(List.of("AUTO", "AUTO", "AUTO", "CSV", "API"));
        if (!method.equals("AUTO")) {
            input.put("method", method);
        }
        Optional<ImportFault> fault = method.equals("API") ? Optional.empty() : fault();
        return new Case(
                source,
                target,
                providers,
                input,
                trigger,
                filled,
                fault,
                random.nextBoolean(),
                pick(List.of(After.NOTHING, After.NOTHING, After.MERGE, After.SIGN_IN, After.DAMAGE)));
    }

    /** What no import can get over is rare: nothing can be learned from it a second time. */
    private Unlike unlike() {
        List<Unlike> hopeless = List.of(Unlike.SIGN_IN, Unlike.CASE_SENSITIVITY, Unlike.FILLED);
        Unlike chosen = pick(List.of(Unlike.values()));
        return hopeless.contains(chosen) && random.nextInt(3) > 0 ? unlike() : chosen;
    }

    private Optional<ImportFault> fault() {
        return switch (random.nextInt(6)) {
            case 0 -> Optional.of(ImportFault.failsWholly());
            case 1 -> Optional.of(ImportFault.failsAfter(random.nextInt(10)));
            case 2 -> Optional.of(ImportFault.claimsSuccess());
            default -> Optional.empty();
        };
    }

    private void make(Unlike unlike) {
        switch (unlike) {
            case SIGN_IN -> otherSignIn();
            case CASE_SENSITIVITY -> {
                ObjectNode configuration = (ObjectNode) target.path("UsernameConfiguration");
                configuration.put(
                        "CaseSensitive", !configuration.path("CaseSensitive").asBoolean());
            }
            case ATTRIBUTES_MISSING -> {
                ArrayNode schema = schema();
                for (int place = schema.size() - 1; place >= 0; place--) {
                    if (own(schema.get(place)) && random.nextInt(3) == 0) {
                        schema.remove(place);
                    }
                }
            }
            case TYPES ->
                each(attribute -> own(attribute) && random.nextInt(3) == 0, attribute -> {
                    attribute.put("AttributeDataType", pick(List.of("String", "Number", "Boolean")));
                    attribute.remove(List.of("StringAttributeConstraints", "NumberAttributeConstraints"));
                });
            case LIMITS ->
                each(
                        attribute -> own(attribute)
                                && attribute.path("AttributeDataType").asText().equals("String"),
                        attribute -> attribute
                                .putObject("StringAttributeConstraints")
                                .put("MinLength", pick(List.of("0", "2")))
                                .put("MaxLength", pick(List.of("9", "100", "2048"))));
            case REQUIRED ->
                each(
                        attribute -> !own(attribute) && random.nextInt(12) == 0,
                        attribute -> attribute.put("Required", true).put("Mutable", random.nextInt(5) > 0));
            case IMMUTABLE ->
                each(attribute -> own(attribute) && random.nextBoolean(), attribute -> attribute.put("Mutable", false));
            case SECOND_FACTORS -> {
                ObjectNode other = AnyPool.of(random.nextLong()).userPool();
                target.remove(List.of("SmsConfiguration", "EmailMfaConfiguration", "SoftwareTokenMfaConfiguration"));
                for (String member : List.of(
                        "MfaConfiguration",
                        "SmsConfiguration",
                        "EmailMfaConfiguration",
                        "SoftwareTokenMfaConfiguration")) {
                    if (other.has(member)) {
                        target.set(member, other.get(member));
                    }
                }
            }
            case RECOVERY -> {
                ArrayNode mechanisms =
                        target.putObject("AccountRecoverySetting").putArray("RecoveryMechanisms");
                List<String> names = pick(List.of(
                        List.of("admin_only"),
                        List.of("verified_email"),
                        List.of("verified_phone_number"),
                        List.of("verified_phone_number", "verified_email")));
                for (String name : names) {
                    mechanisms
                            .addObject()
                            .put("Priority", mechanisms.size() + 1)
                            .put("Name", name);
                }
            }
            case TRIGGER -> trigger = Optional.of(pick(List.of("PreSignUp", "PostConfirmation")));
            case VERIFIES_OTHERS -> {
                ArrayNode verified = target.putArray("AutoVerifiedAttributes");
                pick(List.of(List.of("email"), List.of("phone_number"), List.of("email", "phone_number")))
                        .forEach(verified::add);
            }
            case PROVIDERS -> otherProviders();
            case FILLED -> filled = true;
        }
    }

    private void otherSignIn() {
        ObjectNode other = AnyPool.of(random.nextLong()).userPool();
        for (String member : List.of("UsernameAttributes", "AliasAttributes")) {
            target.remove(member);
            if (other.has(member)) {
                target.set(member, other.get(member));
            }
        }
    }

    /** Some are not there, and some have another name; of that the import is told, or not. */
    private void otherProviders() {
        ArrayNode there = (ArrayNode) target.path("IdentityProviders");
        for (int place = there.size() - 1; place >= 0; place--) {
            ObjectNode provider = (ObjectNode) there.get(place);
            String name = provider.path("ProviderName").asText();
            if (random.nextInt(3) == 0) {
                there.remove(place);
            } else if (!name.equals("Google") && random.nextBoolean()) {
                String other = "new-" + name;
                provider.put("ProviderName", other);
                if (random.nextInt(4) > 0) {
                    providers.put(name, other);
                }
            }
        }
        if (!providers.isEmpty()) {
            input.put("providers", Map.copyOf(providers));
        }
    }

    private ArrayNode schema() {
        return (ArrayNode) target.path("SchemaAttributes");
    }

    private void each(Predicate<JsonNode> chosen, Consumer<ObjectNode> change) {
        List<ObjectNode> all = new ArrayList<>();
        schema().forEach(attribute -> all.add((ObjectNode) attribute));
        all.stream().filter(chosen).forEach(change);
    }

    private static boolean own(JsonNode attribute) {
        String name = attribute.path("Name").asText();
        return name.startsWith("custom:") || name.startsWith("dev:");
    }

    private Optional<Boolean> chance(int times, int of) {
        return random.nextInt(of) < times ? Optional.of(true) : Optional.empty();
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
