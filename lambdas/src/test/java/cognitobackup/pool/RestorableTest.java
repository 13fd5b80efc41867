package cognitobackup.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two users of two pools are the same exactly where an import would have nothing to do. */
class RestorableTest {
    private static final Restorable CASE_SENSITIVE = new Restorable(target(true, Set.of()));
    private static final Restorable CASE_INSENSITIVE = new Restorable(target(false, Set.of()));
    private static final Restorable SIGNS_IN_WITH_EMAIL = new Restorable(target(false, Set.of("email")));

    @Test
    void subStatusDatesAndIdentitiesMakeNoDifference() {
        User source =
                user("1", "ana", Map.of("email", "a@b.c", "identities", "[]"), "CONFIRMED", "2020-01-01T00:00:00Z");
        User restored = user("2", "ana", Map.of("email", "a@b.c"), "RESET_REQUIRED", "2026-01-01T00:00:00Z");

        assertThat(CASE_SENSITIVE.hash(source))
                .isEqualTo(CASE_SENSITIVE.hash(restored))
                .isPresent();
    }

    @Test
    void anAttributeThatTheTargetLacksMakesNoDifferenceAndIsNotGivenToIt() {
        User source = user("1", "ana", Map.of("custom:gone", "x", "name", "Ana"));

        assertThat(CASE_SENSITIVE.attributes(source)).containsExactly(Map.entry("name", "Ana"));
        assertThat(CASE_SENSITIVE.hash(source)).isEqualTo(CASE_SENSITIVE.hash(user("2", "ana", Map.of("name", "Ana"))));
    }

    @Test
    void anAttributeThatIsKeptAsideMakesNoDifference() {
        Restorable keepsOldSub = new Restorable(target(true, Set.of()), Set.of("custom:team"));

        assertThat(keepsOldSub.hash(user("2", "ana", Map.of("custom:team", "old-sub"))))
                .isEqualTo(keepsOldSub.hash(user("1", "ana", Map.of())));
    }

    @Test
    void attributesEnabledAndUsernameMakeADifference() {
        User user = user("1", "ana", Map.of("name", "Ana"));
        User disabled = new User(
                user.sub(), "ana", user.attributes(), false, user.status(), user.created(), user.lastModified());

        assertThat(Stream.of(
                                user,
                                disabled,
                                user("1", "ana", Map.of("name", "Eva")),
                                user("1", "eva", Map.of("name", "Ana")))
                        .map(CASE_SENSITIVE::hash))
                .doesNotHaveDuplicates()
                .allMatch(Optional::isPresent);
    }

    @Test
    void caseCountsInACaseSensitiveTargetOnly() {
        User source = user("1", "Ana", Map.of("email", "Ana@Example.com", "name", "Ana"));
        User restored = user("2", "ana", Map.of("email", "ana@example.com", "name", "Ana"));

        assertThat(CASE_INSENSITIVE.hash(source)).isEqualTo(CASE_INSENSITIVE.hash(restored));
        assertThat(CASE_SENSITIVE.hash(source)).isNotEqualTo(CASE_SENSITIVE.hash(restored));
        assertThat(CASE_INSENSITIVE.hash(source))
                .isNotEqualTo(
                        CASE_INSENSITIVE.hash(user("2", "ana", Map.of("email", "ana@example.com", "name", "ANA"))));
    }

    @Test
    void trueIsTrueInAnyCaseWhereTheTargetHasATruthValue() {
        Function<String, Optional<RestorableHash>> hash =
                value -> CASE_SENSITIVE.hash(user("1", "ana", Map.of("custom:news", value)));

        assertThat(hash.apply("TRUE")).isEqualTo(hash.apply("true")).isNotEqualTo(hash.apply("false"));
    }

    @Test
    void whereUsersSignInWithEmailTheUsernameMakesNoDifferenceAndTheEmailIsTheIdentity() {
        User source = user("1", "1", Map.of("email", "Ana@Example.com"));
        User restored = user("2", "2", Map.of("email", "ana@example.com"));

        assertThat(SIGNS_IN_WITH_EMAIL.identity(source)).contains("ana@example.com");
        assertThat(SIGNS_IN_WITH_EMAIL.hash(source)).isEqualTo(SIGNS_IN_WITH_EMAIL.hash(restored));
        assertThat(SIGNS_IN_WITH_EMAIL.hash(user("3", "3", Map.of("name", "Nobody"))))
                .isEmpty();
    }

    @Test
    void anEmptyAttributeAndAnUnverifiedEmailAreAsGoodAsAbsent() {
        User source = user("1", "ana", Map.of("name", "", "email", "a@b.c", "email_verified", "false"));

        assertThat(CASE_SENSITIVE.hash(source))
                .isEqualTo(CASE_SENSITIVE.hash(user("2", "ana", Map.of("email", "a@b.c"))));
        assertThat(CASE_SENSITIVE.hash(source))
                .isNotEqualTo(
                        CASE_SENSITIVE.hash(user("2", "ana", Map.of("email", "a@b.c", "email_verified", "true"))));
    }

    @Test
    void everyPropertyOfAGroupMakesADifference() {
        Group plain = new Group("g", Optional.empty(), Optional.empty(), Optional.empty());
        Group emptyDescription = new Group("g", Optional.of(""), Optional.empty(), Optional.empty());

        assertThat(CASE_SENSITIVE.hash(plain)).isEqualTo(CASE_SENSITIVE.hash(emptyDescription));
        assertThat(Stream.of(
                                plain,
                                new Group("h", Optional.empty(), Optional.empty(), Optional.empty()),
                                new Group("g", Optional.of("d"), Optional.empty(), Optional.empty()),
                                new Group("g", Optional.empty(), Optional.of(0), Optional.empty()),
                                new Group("g", Optional.empty(), Optional.empty(), Optional.of("d")))
                        .map(CASE_SENSITIVE::hash))
                .doesNotHaveDuplicates();
    }

    @Test
    void theHashesOfTheExamplesAreThoseOfTheGoldenFile() throws IOException {
        String written = Examples.records().entrySet().stream()
                .map(example -> example.getKey() + "\n  " + hash(example.getValue()) + "\n")
                .collect(Collectors.joining());

        assertThat(written).isEqualTo(CanonicalFormTest.golden("restorable-hash-1.txt"));
    }

    private static String hash(PoolRecord record) {
        if (record instanceof User user) {
            return CASE_INSENSITIVE.hash(user).orElseThrow().hex();
        }
        if (record instanceof Group group) {
            return CASE_INSENSITIVE.hash(group).hex();
        }
        if (record instanceof Membership membership) {
            return CASE_INSENSITIVE
                    .hashOfMembership("ana", membership.groupName())
                    .hex();
        }
        return "not restored";
    }

    private static User user(String sub, String username, Map<String, String> attributes) {
        return user(sub, username, attributes, "CONFIRMED", "2026-01-01T00:00:00Z");
    }

    private static User user(String sub, String username, Map<String, String> attributes, String status, String date) {
        return new User(
                sub, username, new TreeMap<>(attributes), true, status, Instant.parse(date), Instant.parse(date));
    }

    @ParameterizedTest
    @CsvSource({
        "ann, '', email, false",
        "ann@example.com, '', email, true",
        "ann@example.com, '', phone_number, false",
        "+15550100, '', phone_number, true",
        "ann@example.com, email, '', false",
        "ann, email, '', true"
    })
    void namesThatATargetRefusesAreKnown(String name, String usernameAttribute, String alias, boolean refused) {
        var target = new PoolSettings(
                "eu-west-1_Target",
                usernameAttribute.isEmpty() ? Set.of() : Set.of(usernameAttribute),
                alias.isEmpty() ? Set.of() : Set.of(alias),
                true,
                "OFF",
                Set.of(),
                Map.of("email", new PoolSettings.Attribute("String", false, true)),
                Set.of(),
                8);
        var user = new User(
                "sub",
                usernameAttribute.isEmpty() ? name : "sub",
                new TreeMap<>(Map.of("email", name)),
                true,
                "CONFIRMED",
                Instant.EPOCH,
                Instant.EPOCH);

        assertThat(new Restorable(target).whyNameIsRefused(user).isPresent()).isEqualTo(refused);
    }

    @Test
    void aVerifiedAddressThatIsNotThereIsLeftOut() {
        var user = new User(
                "sub",
                "ann",
                new TreeMap<>(Map.of("email_verified", "true")),
                true,
                "CONFIRMED",
                Instant.EPOCH,
                Instant.EPOCH);

        assertThat(CASE_SENSITIVE.attributes(user)).isEmpty();
    }

    private static PoolSettings target(boolean caseSensitive, Set<String> usernameAttributes) {
        PoolSettings.Attribute text = new PoolSettings.Attribute("String", false, true);
        Map<String, PoolSettings.Attribute> attributes = Stream.of(
                        "sub", "name", "email", "email_verified", "identities", "custom:team", "custom:json")
                .collect(Collectors.toMap(Function.identity(), name -> text));
        attributes.put("custom:news", new PoolSettings.Attribute("Boolean", false, true));
        return new PoolSettings(
                "eu-west-1_Target",
                usernameAttributes,
                Set.of(),
                caseSensitive,
                "OFF",
                Set.of(),
                attributes,
                Set.of(),
                8);
    }
}
