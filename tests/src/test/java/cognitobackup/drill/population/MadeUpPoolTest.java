package cognitobackup.drill.population;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.population.MadeUpPool.SignIn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MadeUpPoolTest {
    @Test
    void theSameSeedMakesTheSamePool() {
        assertThat(MadeUpPool.of(200, 20, 7, SignIn.USERNAME)).isEqualTo(MadeUpPool.of(200, 20, 7, SignIn.USERNAME));
        assertThat(MadeUpPool.of(200, 20, 7, SignIn.USERNAME)).isNotEqualTo(MadeUpPool.of(200, 20, 8, SignIn.USERNAME));
    }

    @Test
    void aThousandUsersAreOfEveryKind() {
        PoolDump pool = MadeUpPool.of(1000, 70, 1, SignIn.USERNAME);

        assertThat(pool.users()).hasSize(1000);
        assertThat(pool.users().stream().map(PoolUser::username)).doesNotHaveDuplicates();
        assertThat(pool.users().stream().map(PoolUser::sub)).doesNotHaveDuplicates();
        assertThat(pool.users().stream().map(PoolUser::status).collect(toSet()))
                .containsExactlyInAnyOrder(
                        "CONFIRMED",
                        "UNCONFIRMED",
                        "RESET_REQUIRED",
                        "FORCE_CHANGE_PASSWORD",
                        "EXTERNAL_PROVIDER",
                        "ARCHIVED",
                        "COMPROMISED",
                        "UNKNOWN");
        assertThat(pool.users()).anyMatch(user -> !user.enabled()).anyMatch(PoolUser::enabled);
        assertThat(pool.users()).anyMatch(user -> user.attributes().size() == 1);
        assertThat(pool.users())
                .as("a username is what Cognito allows and, in a pool that ignores case, returns")
                .allMatch(user -> user.username().matches("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,128}"))
                .allMatch(user -> user.username().equals(user.username().toLowerCase(java.util.Locale.ROOT)));
    }

    @Test
    void someUsersAreInNoGroupAndSomeInSixty() {
        PoolDump pool = MadeUpPool.of(1000, 70, 1, SignIn.USERNAME);

        Map<String, List<PoolMembership>> byUser =
                pool.memberships().stream().collect(groupingBy(PoolMembership::username));
        assertThat(byUser.size()).isLessThan(1000);
        assertThat(byUser.values()).anyMatch(groups -> groups.size() == 60);
        assertThat(pool.memberships()).doesNotHaveDuplicates();
        assertThat(pool.groups()).anyMatch(group -> pool.memberships().stream()
                .noneMatch(membership -> membership.groupName().equals(group.name())));
        assertThat(pool.groups())
                .extracting(PoolGroup::name)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]{1,128}"));
    }

    @Test
    void whoSignsInWithEmailHasOne() {
        PoolDump pool = MadeUpPool.of(300, 5, 3, SignIn.EMAIL);

        assertThat(pool.usernameAttributes()).containsExactly("email");
        assertThat(pool.users())
                .filteredOn(user -> !user.status().equals("EXTERNAL_PROVIDER"))
                .allMatch(user -> user.attributes().containsKey("email"))
                .allMatch(user -> user.username().equals(user.sub()));
    }

    @Test
    void aPoolCanHaveNoGroups() {
        assertThat(MadeUpPool.of(3, 0, 1, SignIn.USERNAME).memberships()).isEmpty();
    }
}
