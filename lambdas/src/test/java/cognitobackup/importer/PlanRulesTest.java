package cognitobackup.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.annotation.Nullable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlanRulesTest {
    private static final String GOOGLE = "[{\"userId\":\"17\",\"providerName\":\"Google\",\"primary\":true}]";

    private final PlanRules rules = new PlanRules();

    @Test
    void ofSeveralWithOneIdentityTheNewestIsRestored() {
        PlannedUser older = user("1", "same", "a", Map.of(), "CONFIRMED", 1);
        PlannedUser newer = user("2", "same", "b", Map.of(), "CONFIRMED", 2);
        PlannedUser alike = user("3", "same", "c", Map.of(), "CONFIRMED", 2);
        List.of(newer, alike, older).forEach(rules::note);

        assertThat(rules.judge(alike)).isEmpty();
        assertThat(rules.judge(newer).orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(rules.judge(older).orElseThrow().reason()).contains("same identity");
    }

    @Test
    void aUserWithoutIdentityFails() {
        PlannedUser nameless = user("1", null, "1", Map.of(), "CONFIRMED", 1);
        rules.note(nameless);

        assertThat(rules.judge(nameless).orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void aProfileThatAnIdentityProviderMadeIsSkippedWhateverItsStatus() {
        // Setting a password for such a profile makes it CONFIRMED.
        PlannedUser federated = user("1", "google_17", "google_17", Map.of("identities", GOOGLE), "CONFIRMED", 1);
        rules.note(federated);

        assertThat(rules.judge(federated).orElseThrow().outcome()).isEqualTo(Outcome.SKIPPED);
    }

    @Test
    void ofADisabledProfileItIsSaidThatItComesBackEnabled() {
        PlannedUser user = user("1", "google_17", "google_17", Map.of("identities", GOOGLE), "EXTERNAL_PROVIDER", 1);
        PlannedUser disabled = new PlannedUser(
                user.identity(),
                user.sub(),
                user.username(),
                user.attributes(),
                false,
                user.status(),
                user.created(),
                user.lastModified(),
                user.groups(),
                null);

        assertThat(rules.judge(user).orElseThrow().reason()).doesNotContain("disabled");
        assertThat(rules.judge(disabled).orElseThrow().reason()).contains("was disabled and returns enabled");
    }

    @Test
    void aUserLinkedToAnIdentityProviderIsRestored() {
        PlannedUser linked = user("1", "ann", "ann", Map.of("identities", GOOGLE), "CONFIRMED", 1);
        rules.note(linked);

        assertThat(rules.judge(linked)).isEmpty();
    }

    @Test
    void identitiesThatAreNoJsonMakeNoFederatedProfile() {
        PlannedUser odd = user("1", "ann", "ann", Map.of("identities", "{not json"), "CONFIRMED", 1);
        rules.note(odd);

        assertThat(rules.judge(odd)).isEmpty();
    }

    private static PlannedUser user(
            String sub,
            @Nullable String identity,
            String username,
            Map<String, String> attributes,
            String status,
            long modified) {
        Instant time = Instant.ofEpochSecond(modified);
        return new PlannedUser(identity, sub, username, attributes, true, status, time, time, List.of(), null);
    }
}
