package cognitobackup.drill.population;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** That the pools are of every kind, and the same for the same seed: otherwise nothing could be made up again. */
class AnyPoolTest {
    private static final int POOLS = 200;

    private final List<PoolDump> pools =
            LongStream.range(0, POOLS).mapToObj(AnyPool::of).toList();

    @Test
    void theSameSeedMakesTheSamePool() {
        assertThat(LongStream.range(0, POOLS).mapToObj(AnyPool::of).toList()).isEqualTo(pools);
    }

    @Test
    void thereArePoolsOfEveryKind() {
        assertThat(pools.stream()
                        .map(pool -> pool.usernameAttributes().size() + " "
                                + !pool.userPool().path("AliasAttributes").isEmpty() + " "
                                + pool.userPool().path("MfaConfiguration").asText() + " " + pool.caseSensitive()))
                .as("username attributes, aliases, multi-factor authentication, case sensitivity")
                .contains("0 false OFF true", "0 true ON false", "1 false OPTIONAL true", "2 false OFF false");
    }

    private static int links(PoolUser user) {
        return user.attributes().getOrDefault("identities", "").split("providerName", -1).length - 1;
    }

    @Test
    void thereAreUsersOfEveryKind() {
        List<PoolUser> users =
                pools.stream().flatMap(pool -> pool.users().stream()).toList();

        assertThat(users.stream().map(PoolUser::status).collect(Collectors.toSet()))
                .isEqualTo(Set.of(
                        "CONFIRMED",
                        "UNCONFIRMED",
                        "RESET_REQUIRED",
                        "FORCE_CHANGE_PASSWORD",
                        "EXTERNAL_PROVIDER",
                        "ARCHIVED",
                        "COMPROMISED",
                        "UNKNOWN"));
        assertThat(users).anyMatch(user -> !user.enabled());
        assertThat(users)
                .anyMatch(user -> !user.attributes().containsKey("email")
                        && !user.attributes().containsKey("phone_number"));
        assertThat(users)
                .anyMatch(user -> user.attributes().containsKey("identities")
                        && !user.status().equals("EXTERNAL_PROVIDER"));
        assertThat(users).anyMatch(user -> links(user) == 5);
        assertThat(users).anyMatch(user -> links(user) == 2 && user.status().equals("EXTERNAL_PROVIDER"));
        assertThat(users).anyMatch(user -> user.mfa().enabled().size() == 3);
        assertThat(users).anyMatch(user -> user.mfa().passkeys() > 0);
        assertThat(users).anyMatch(user -> user.attributes().containsKey("custom:original_sub"));
        assertThat(users).anyMatch(user -> user.attributes().containsKey("dev:custom:clearance"));
        for (String awkward : List.of("", " leading", "trailing ", "one, two", "\"", "\\", "\n", "x".repeat(2048))) {
            assertThat(users).as(awkward).anyMatch(user -> user.attributes().containsValue(awkward));
        }
    }
}
