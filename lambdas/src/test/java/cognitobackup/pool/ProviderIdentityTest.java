package cognitobackup.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProviderIdentityTest {
    private static User user(String username, String identities) {
        return new User(
                "sub",
                username,
                new TreeMap<>(Map.of(User.IDENTITIES, identities)),
                true,
                "CONFIRMED",
                Instant.EPOCH,
                Instant.EPOCH);
    }

    @Test
    void identitiesAreReadAsCognitoListsThem() {
        User ann = user(
                "google_17",
                "[{\"userId\":\"17\",\"providerName\":\"Google\",\"issuer\":null,\"primary\":true},"
                        + "{\"userId\":18,\"providerName\":\"Facebook\",\"primary\":false}]");

        assertThat(ProviderIdentity.of(ann))
                .containsExactly(new ProviderIdentity("Google", "17"), new ProviderIdentity("Facebook", "18"));
        assertThat(ProviderIdentity.ofProfile(ann)).contains(new ProviderIdentity("Google", "17"));
    }

    @Test
    void whatIsNoListOfIdentitiesHasNone() {
        assertThat(ProviderIdentity.of(user("ann", "{not json"))).isEmpty();
        assertThat(ProviderIdentity.of(user("ann", "{}"))).isEmpty();
        assertThat(ProviderIdentity.of(user("ann", "[1,{\"userId\":null,\"providerName\":\"Google\"}]")))
                .isEmpty();
        assertThat(ProviderIdentity.ofProfile(user("ann", "[{\"userId\":\"17\",\"providerName\":\"Google\"}]")))
                .isEmpty();
    }

    @Test
    void keysTellIdentitiesApart() {
        assertThat(new ProviderIdentity("Google", "17").key())
                .hasSize(32)
                .isNotEqualTo(new ProviderIdentity("Googl", "e17").key())
                .isNotEqualTo(new ProviderIdentity("Google", "18").key());
    }
}
