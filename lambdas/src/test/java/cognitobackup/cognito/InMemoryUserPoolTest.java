package cognitobackup.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InMemoryUserPoolTest {
    private final InMemoryUserPool pool = new InMemoryUserPool("eu-west-1_Test");

    @Test
    void aListingShowsEveryUserOnceHoweverItIsPaged() {
        for (int i = 0; i < 10; i++) {
            pool.addUser("user" + i, Map.of());
        }
        pool.setPageSize(3);
        pool.emptyPageOnce("ListUsers");

        assertThat(subs()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void aUserThatAListingMissesOnceIsInTheNext() {
        String sub = pool.addUser("ann", Map.of()).sub();
        pool.missOnce(sub);

        assertThat(subs()).isEmpty();
        assertThat(subs()).containsExactly(sub);
    }

    @Test
    void aTokenExpiresOnce() {
        pool.addUser("ann", Map.of());
        pool.addUser("bob", Map.of());
        pool.setPageSize(1);
        pool.expireTokenOnce("ListUsers");

        Optional<String> token =
                pool.listUsers(Optional.empty(), Optional.empty()).token();
        assertThatThrownBy(() -> pool.listUsers(Optional.empty(), token)).isInstanceOf(ExpiredTokenException.class);
        assertThat(pool.listUsers(Optional.empty(), token).items()).hasSize(1);
    }

    @Test
    void aCreatedUserWaitsForAPasswordAndItsNameIsTaken() {
        User ann = pool.createUser("Ann", Map.of("email", "ann@example.com"));

        assertThat(ann.username()).isEqualTo("ann");
        assertThat(ann.status()).isEqualTo("FORCE_CHANGE_PASSWORD");
        assertThatThrownBy(() -> pool.createUser("ANN", Map.of())).isInstanceOf(UserExistsException.class);
        pool.setPermanentPassword("ann", "secret");
        assertThat(pool.getUser("ann").orElseThrow().status()).isEqualTo("CONFIRMED");
    }

    @Test
    void aNewAddressThatIsNotSaidToBeVerifiedSendsAMessage() {
        pool.addUser("ann", Map.of("email", "old@example.com", "email_verified", "true"));

        pool.setAttributes("ann", Map.of("name", "Ann", "email", "old@example.com"));
        pool.setAttributes("ann", Map.of("email", "new@example.com", "email_verified", "true"));
        assertThat(pool.messages()).isEmpty();
        pool.setAttributes("ann", Map.of("email", "newer@example.com"));

        assertThat(pool.messages()).containsExactly("AdminUpdateUserAttributes");
        assertThat(pool.getUser("ann").orElseThrow().attributes()).doesNotContainKey("email_verified");
    }

    @Test
    void aVerifiedAliasGoesOverToWhoIsSaidToHaveItLast() {
        pool.setSettings(settings -> new PoolSettings(
                settings.userPoolId(),
                Set.of(),
                Set.of("email"),
                settings.caseSensitive(),
                settings.mfa(),
                settings.autoVerifiedAttributes(),
                settings.attributes(),
                settings.triggers(),
                settings.passwordMinimumLength()));
        Map<String, String> address = Map.of("email", "one@example.com", "email_verified", "true");
        pool.addUser("ann", address);
        pool.addUser("bob", Map.of());

        pool.setAttributes("bob", address);

        assertThat(pool.getUser("ann").orElseThrow().attributes()).containsEntry("email_verified", "false");
        assertThatThrownBy(() -> pool.createUser("cid", address)).isInstanceOf(UserExistsException.class);
    }

    @Test
    void whatIsDeletedEnabledOrLeftIsSoTwice() {
        String ann = pool.addUser("ann", Map.of("name", "Ann")).sub();
        pool.addGroup("staff");
        pool.join(ann, "staff");
        pool.disableUser("ann");
        for (int times = 0; times < 2; times++) {
            pool.deleteAttributes("ann", List.of("name"));
            pool.enableUser("ann");
            pool.removeFromGroup("ann", "staff");

            assertThat(pool.getUser("ann").orElseThrow().attributes()).isEmpty();
            assertThat(pool.getUser("ann").orElseThrow().enabled()).isTrue();
            assertThat(pool.members("staff")).isEmpty();
        }
        assertThatThrownBy(() -> pool.deleteAttributes("ann", List.of("sub")))
                .isInstanceOf(RejectedByCognitoException.class);
    }

    private List<String> subs() {
        List<String> subs = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            var page = pool.listUsers(Optional.empty(), token);
            page.items().forEach(user -> subs.add(user.sub()));
            token = page.token();
        } while (token.isPresent());
        return subs;
    }
}
