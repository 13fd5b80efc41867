package cognitobackup.pool;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Records whose canonical forms are kept in golden files, by name. */
final class Examples {
    private static final String SUB = "34c84488-e0e1-70ae-d2ee-991ad1a898c8";
    private static final Instant CREATED = Instant.parse("2025-03-01T10:00:00.120Z");

    private Examples() {}

    static Map<String, PoolRecord> records() {
        Map<String, PoolRecord> records = new LinkedHashMap<>();
        records.put("user", user("ana", Map.of("email", "ana@example.com", "email_verified", "true")));
        records.put("user without attributes", user("only-a-sub", Map.of()));
        records.put("user, disabled", new User(SUB, "ana", new TreeMap<>(), false, "RESET_REQUIRED", CREATED, CREATED));
        records.put(
                "user with quotes, commas, newlines", user("a,b\"c\\d", Map.of("name", "line one\nline\ttwo\r\"'`")));
        records.put("user with emoji and right-to-left text", user("שלום", Map.of("name", "👩‍🚀 مرحبا \u202e")));
        records.put("user with a lone surrogate", user("broken", Map.of("name", "\ud83d and \ude80")));
        records.put("user with a replacement character", user("broken", Map.of("name", "\ufffd and \ufffd")));
        records.put(
                "user with identities",
                user(
                        "linked",
                        Map.of(
                                "identities",
                                "[{\"userId\":\"7\",\"providerName\":\"Google\",\"primary\":false,\"issuer\":null,"
                                        + "\"dateCreated\":1700000000000}, {\"providerName\":\"Apple\",\"userId\":\"3\"}]")));
        records.put("user with identities that are no JSON", user("linked", Map.of("identities", "[{\"userId\":")));
        records.put("user with JSON in another attribute", user("ana", Map.of("custom:json", "{\"b\":1,\"a\":2}")));
        records.put(
                "user with second factors",
                user("ana", Map.of())
                        .with(Optional.of(MfaPreference.of(
                                List.of(MfaPreference.SMS, MfaPreference.TOTP), Optional.of(MfaPreference.SMS)))));
        records.put(
                "group",
                new Group(
                        "admins",
                        Optional.of("Who may do everything"),
                        Optional.of(0),
                        Optional.of("arn:aws:iam::123456789012:role/admins")));
        records.put(
                "group with a name alone", new Group("a#b/c", Optional.empty(), Optional.empty(), Optional.empty()));
        records.put("membership", new Membership(SUB, "a#b/c"));
        records.put(
                "configuration",
                new ConfigurationPart(
                        "client", "1example23456789", "{\"b\":[\"y\",\"x\"],\"a\":{\"d\":1.50,\"c\":true}}"));
        return records;
    }

    static User user(String username, Map<String, String> attributes) {
        return new User(SUB, username, new TreeMap<>(attributes), true, "CONFIRMED", CREATED, CREATED);
    }
}
