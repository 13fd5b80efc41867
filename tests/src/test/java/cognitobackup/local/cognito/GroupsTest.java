package cognitobackup.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GroupType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LimitExceededException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ResourceNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;

class GroupsTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/admins";

    private final CognitoFixture aws = CognitoFixture.plain();
    private final String pool = aws.createPool();

    @AfterEach
    void close() {
        aws.close();
    }

    @Test
    void aGroupShowsOnlyWhatItWasGivenAndAnUpdateLeavesTheRest() {
        aws.client.createGroup(request ->
                request.userPoolId(pool).groupName("a/b#c:d").precedence(0).roleArn(ROLE));
        aws.client.updateGroup(
                request -> request.userPoolId(pool).groupName("a/b#c:d").description("admins"));
        GroupType group = aws.client
                .getGroup(request -> request.userPoolId(pool).groupName("a/b#c:d"))
                .group();
        assertThat(group.description()).isEqualTo("admins");
        assertThat(group.precedence()).isZero();
        assertThat(group.roleArn()).isEqualTo(ROLE);
        assertThat(group.creationDate()).isEqualTo(aws.clock.instant());

        aws.client.createGroup(request -> request.userPoolId(pool).groupName("bare"));
        GroupType bare = aws.client
                .getGroup(request -> request.userPoolId(pool).groupName("bare"))
                .group();
        assertThat(bare.precedence()).isNull();
        assertThat(bare.description()).isNull();
    }

    @Test
    void addingAMemberTwiceIsTheSameAsOnce() {
        aws.seed(pool, "ann");
        aws.client.createGroup(request -> request.userPoolId(pool).groupName("g"));
        add("ann", "g");
        add("ann", "g");
        assertThat(aws.service.state(pool).memberships())
                .extracting(PoolState.Membership::username)
                .containsExactly("ann");
        aws.client.adminRemoveUserFromGroup(
                request -> request.userPoolId(pool).username("ann").groupName("g"));
        assertThat(aws.service.state(pool).memberships()).isEmpty();
    }

    @Test
    void membershipsEndWithTheGroupAndWithTheUser() {
        aws.seed(pool, "ann", "bob");
        for (String group : List.of("g", "h")) {
            aws.client.createGroup(request -> request.userPoolId(pool).groupName(group));
            add("ann", group);
            add("bob", group);
        }
        aws.client.deleteGroup(request -> request.userPoolId(pool).groupName("g"));
        aws.client.adminDeleteUser(request -> request.userPoolId(pool).username("ann"));
        assertThat(aws.service.state(pool).memberships())
                .extracting(PoolState.Membership::groupName, PoolState.Membership::username)
                .containsExactly(tuple("h", "bob"));
        assertThat(aws.client
                        .adminListGroupsForUser(
                                request -> request.userPoolId(pool).username("bob"))
                        .groups())
                .extracting(GroupType::groupName)
                .containsExactly("h");
    }

    @Test
    void aMemberMustBeThereAndSoMustTheGroup() {
        aws.seed(pool, "ann");
        aws.client.createGroup(request -> request.userPoolId(pool).groupName("g"));
        assertThatThrownBy(() -> add("nobody", "g")).isInstanceOf(UserNotFoundException.class);
        assertThatThrownBy(() -> add("ann", "none"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Group not found.");
    }

    @Test
    void aUserIsInAtMostOneHundredGroups() {
        List<String> names = IntStream.range(0, 101).mapToObj(i -> "g" + i).toList();
        names.forEach(this::seedGroup);
        aws.service.seed().users(pool, List.of(UserSeed.of("ann", Map.of()).inGroups(names.subList(0, 100))));
        assertThatThrownBy(() -> add("ann", "g100")).isInstanceOf(LimitExceededException.class);
        add("ann", "g99");
    }

    @Test
    void aPoolHasAtMostTenThousandGroups() {
        IntStream.range(0, 10_000).forEach(i -> seedGroup("g" + i));
        assertThatThrownBy(() -> aws.client.createGroup(
                        request -> request.userPoolId(pool).groupName("one-more")))
                .isInstanceOf(LimitExceededException.class);
    }

    private void seedGroup(String name) {
        aws.service.seed().group(pool, name);
    }

    private void add(String username, String group) {
        aws.client.adminAddUserToGroup(
                request -> request.userPoolId(pool).username(username).groupName(group));
    }
}
