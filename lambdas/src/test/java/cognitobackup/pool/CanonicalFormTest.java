package cognitobackup.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The canonical form is stored data: backups of years ago are compared by it. The golden file holds it for every
 * example; the other tests ask what must and what must not make a difference.
 */
class CanonicalFormTest {
    @Test
    void theFormsAndHashesOfTheExamplesAreThoseOfTheGoldenFile() throws IOException {
        String written = Examples.records().entrySet().stream()
                .map(example -> example.getKey() + "\n  " + CanonicalForm.of(example.getValue()) + "\n  "
                        + ContentHash.of(example.getValue()).hex() + "\n  "
                        + KeyHash.of(example.getValue().key()).hex() + "\n")
                .collect(Collectors.joining());

        assertThat(written).isEqualTo(golden("canonical-form-1.txt"));
    }

    @Test
    void theDocumentShowsFormsAndHashesAsTheyAre() throws IOException {
        String document = Files.readString(Path.of("../docs/data-format.md"));
        Map<String, PoolRecord> records = Examples.records();
        List<String> shown = List.of(
                "user",
                "user with emoji and right-to-left text",
                "user with identities",
                "user with second factors",
                "group",
                "membership",
                "configuration");

        assertThat(shown).allSatisfy(name -> assertThat(document)
                .contains(CanonicalForm.of(records.get(name)) + "\ncontent hash "
                        + ContentHash.of(records.get(name)).hex()));
        assertThat(document).contains(KeyHash.of(records.get("user").key()).hex());
    }

    @Test
    void everyExampleHasAHashOfItsOwn() {
        assertThat(Examples.records().values().stream().map(ContentHash::of)).doesNotHaveDuplicates();
    }

    @Test
    void theFormIsPrintableAscii() {
        assertThat(Examples.records().values())
                .allSatisfy(record -> assertThat(CanonicalForm.of(record)).matches("[ -~]+"));
    }

    @Test
    void datesMakeNoDifference() {
        User user = Examples.user("ana", Map.of());
        User touched = new User(
                user.sub(),
                user.username(),
                user.attributes(),
                user.enabled(),
                user.status(),
                Instant.EPOCH,
                Instant.EPOCH);

        assertThat(ContentHash.of(touched)).isEqualTo(ContentHash.of(user));
    }

    @Test
    void aUserWithoutSecondFactorsHasTheFormThatItHadBeforeAnybodyAskedForThem() {
        User user = Examples.user("ana", Map.of());

        assertThat(CanonicalForm.of(user.with(Optional.of(MfaPreference.NONE)))).isEqualTo(CanonicalForm.of(user));
        assertThat(CanonicalForm.of(user)).doesNotContain("mfa");
    }

    @Test
    void whichFactorIsPreferredMakesADifference() {
        User user = Examples.user("ana", Map.of());
        List<String> both = List.of(MfaPreference.SMS, MfaPreference.EMAIL);

        assertThat(List.of(
                                MfaPreference.of(both, Optional.empty()),
                                MfaPreference.of(both, Optional.of(MfaPreference.SMS)),
                                MfaPreference.of(both, Optional.of(MfaPreference.EMAIL)))
                        .stream()
                        .map(mfa -> ContentHash.of(user.with(Optional.of(mfa)))))
                .doesNotHaveDuplicates();
        assertThat(MfaPreference.of(both, Optional.of(MfaPreference.SMS)))
                .isEqualTo(MfaPreference.of(List.of(MfaPreference.EMAIL), Optional.of(MfaPreference.SMS)));
    }

    @Test
    void theOrderOfIdentitiesAndOfTheirMembersMakesNoDifference() {
        User one = Examples.user("linked", Map.of("identities", "[{\"a\":\"1\",\"b\":\"2\"},{\"a\":\"3\"}]"));
        User other = Examples.user("linked", Map.of("identities", "[ {\"a\":\"3\"}, {\"b\":\"2\", \"a\":\"1\"} ]"));

        assertThat(ContentHash.of(one)).isEqualTo(ContentHash.of(other));
    }

    @Test
    void jsonInAnAttributeOfTheCompanysOwnIsTextInWhichEveryDifferenceCounts() {
        User one = Examples.user("ana", Map.of("custom:json", "{\"a\":1,\"b\":2}"));
        User other = Examples.user("ana", Map.of("custom:json", "{\"b\":2,\"a\":1}"));

        assertThat(ContentHash.of(one)).isNotEqualTo(ContentHash.of(other));
    }

    @Test
    void aDoubledMemberMakesIdentitiesTextSoThatNeitherIsForgotten() {
        assertThat(CanonicalForm.of(Examples.user("linked", Map.of("identities", "[{\"a\":1,\"a\":2}]"))))
                .contains("\"identities\":\"[{\\\"a\\\":1,\\\"a\\\":2}]\"");
    }

    @Test
    void theSameTextInAnotherPlaceMakesAnotherForm() {
        Map<String, User> byForm = new HashMap<>();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            User user =
                    Examples.user(text(random), Map.of(text(random) + "x", text(random), text(random), text(random)));
            User before = byForm.putIfAbsent(CanonicalForm.of(user), user);
            assertThat(before).as("seed %d, round %d", seed, i).isIn(null, user);
        }
    }

    @Test
    void groupsWithAndWithoutADescriptionDiffer() {
        Group without = new Group("g", Optional.empty(), Optional.empty(), Optional.empty());
        Group with = new Group("g", Optional.of(""), Optional.empty(), Optional.empty());

        assertThat(ContentHash.of(without)).isNotEqualTo(ContentHash.of(with));
    }

    private static String text(Random random) {
        String alphabet = "\",:{}[]\\#\n\u0000a\ud83d\ude00é";
        return random.ints(random.nextInt(4), 0, alphabet.length())
                .mapToObj(index -> alphabet.substring(index, index + 1))
                .collect(Collectors.joining());
    }

    static String golden(String name) throws IOException {
        try (InputStream stream = CanonicalFormTest.class.getResourceAsStream(name)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line + "\n")
                    .collect(Collectors.joining());
        }
    }
}
