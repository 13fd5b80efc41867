package cognitobackup.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cognitobackup.local.http.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InternalErrorException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameAttributeType;

/** What tests can plan, count and read beside the operations. */
class TestControlsTest {
    @Test
    void aMissedUserIsLeftOutOfOneWholeListingAndFoundWhenAskedFor() {
        try (CognitoFixture aws = CognitoFixture.plain()) {
            String pool = aws.createPool();
            String sub = aws.seed(pool, "ann", "bob", "cy").get(1);
            aws.service.misses().missUserOnce(pool, sub);
            assertThat(list(aws, pool, "sub = \"" + sub + "\"")).containsExactly("bob");
            assertThat(aws.service.misses().pending()).isEqualTo(1);
            assertThat(list(aws, pool, "")).containsExactlyInAnyOrder("ann", "cy");
            assertThat(aws.service.misses().pending()).isZero();
            assertThat(list(aws, pool, "")).containsExactlyInAnyOrder("ann", "bob", "cy");
        }
    }

    @Test
    void aMissStrikesTheListingThatWouldShowTheUser() {
        try (CognitoFixture aws = CognitoFixture.plain()) {
            String pool = aws.createPool();
            aws.service
                    .seed()
                    .users(
                            pool,
                            List.of(
                                    UserSeed.of("ann", Map.of()).withSub("aaaaaaaa-0000-0000-0000-000000000000"),
                                    UserSeed.of("bob", Map.of()).withSub("bbbbbbbb-0000-0000-0000-000000000000")));
            aws.service.misses().missUserOnce(pool, "bbbbbbbb-0000-0000-0000-000000000000");
            assertThat(list(aws, pool, "sub ^= \"a\"")).containsExactly("ann");
            assertThat(list(aws, pool, "sub ^= \"b\"")).isEmpty();
            assertThat(list(aws, pool, "sub ^= \"b\"")).containsExactly("bob");
        }
    }

    @Test
    void groupsAndMembersCanBeMissedToo() {
        try (CognitoFixture aws = CognitoFixture.plain()) {
            String pool = aws.createPool();
            aws.client.createGroup(request -> request.userPoolId(pool).groupName("g"));
            String sub = aws.service
                    .seed()
                    .users(pool, List.of(UserSeed.of("ann", Map.of()).inGroups(List.of("g"))))
                    .get(0);
            aws.service.misses().missGroupOnce(pool, "g");
            aws.service.misses().missMemberOnce(pool, "g", sub);
            assertThat(aws.client
                            .listGroups(request -> request.userPoolId(pool))
                            .groups())
                    .isEmpty();
            assertThat(aws.client
                            .listGroups(request -> request.userPoolId(pool))
                            .groups())
                    .hasSize(1);
            assertThat(aws.client
                            .listUsersInGroup(
                                    request -> request.userPoolId(pool).groupName("g"))
                            .users())
                    .isEmpty();
            assertThat(aws.client
                            .listUsersInGroup(
                                    request -> request.userPoolId(pool).groupName("g"))
                            .users())
                    .hasSize(1);
        }
    }

    @Test
    void aNewUserIsListedAfterTheDelayAndReadAtOnce() {
        Behaviour late = Behaviour.standard().withOddPages(0).withListingDelay(Duration.ofSeconds(2));
        try (CognitoFixture aws = new CognitoFixture(Quotas.unlimited(), late)) {
            String pool = aws.createPool();
            aws.createUser(pool, "ann");
            assertThat(aws.status(pool, "ann")).isEqualTo("FORCE_CHANGE_PASSWORD");
            assertThat(list(aws, pool, "")).isEmpty();
            aws.clock.advance(Duration.ofSeconds(2));
            assertThat(list(aws, pool, "")).containsExactly("ann");
        }
    }

    @Test
    void theNthCallFailsWithoutEffectOrAfterIt() {
        AwsError error = new AwsError(500, "InternalErrorException", "planned");
        try (CognitoFixture aws = CognitoFixture.plain()) {
            String pool = aws.createPool();
            aws.service.faults().fail("AdminCreateUser", 2, error);
            aws.service.faults().failAfterEffect("AdminCreateUser", 3, error);
            aws.createUser(pool, "ann");
            assertThatThrownBy(() -> aws.createUser(pool, "bob")).isInstanceOf(InternalErrorException.class);
            assertThat(aws.service.faults().pending()).containsExactly("AdminCreateUser");
            assertThatThrownBy(() -> aws.createUser(pool, "cy")).isInstanceOf(InternalErrorException.class);
            assertThat(aws.service.state(pool).users())
                    .extracting(PoolState.User::username)
                    .containsExactlyInAnyOrder("ann", "cy");
            assertThat(aws.service.faults().pending()).isEmpty();
        }
    }

    @Test
    void callsAreCountedByOperationAndPoolAndHeardBeforeTheyTakeEffect() {
        try (CognitoFixture aws = CognitoFixture.plain()) {
            String pool = aws.createPool();
            String other = aws.createPool();
            List<Integer> usersBefore = new ArrayList<>();
            aws.service.calls().listen((operation, request) -> {
                if (operation.equals("AdminCreateUser")) {
                    usersBefore.add(aws.service.state(pool).users().size());
                }
            });
            aws.createUser(pool, "ann");
            aws.createUser(pool, "bob");
            aws.createUser(other, "ann");
            assertThat(usersBefore).containsExactly(0, 1, 2);
            assertThat(aws.service.calls().count("AdminCreateUser")).isEqualTo(3);
            assertThat(aws.service.calls().count("AdminCreateUser", other)).isEqualTo(1);
            assertThat(aws.service.calls().counts()).containsEntry("CreateUserPool", 2L);
        }
    }

    @Test
    void theStateRemembersHowOftenANameWasCreated() {
        try (CognitoFixture aws = CognitoFixture.plain()) {
            String pool = aws.createPool();
            aws.createUser(pool, "ann");
            aws.client.adminDeleteUser(request -> request.userPoolId(pool).username("ann"));
            aws.createUser(pool, "ann");
            aws.seed(pool, "bob");
            PoolState state = aws.service.state(pool);
            assertThat(state.creations()).containsExactly(Map.entry("ann", 2));
            assertThat(state.users()).hasSize(2);
        }
    }

    @Test
    void aSeededUserIsShownAsItWasGiven() {
        try (CognitoFixture aws = CognitoFixture.plain()) {
            String pool = aws.createPool(settings -> settings.usernameAttributes(UsernameAttributeType.EMAIL));
            aws.service.seed().group(pool, "g");
            Instant created = Instant.parse("2019-03-01T08:00:00.125Z");
            UserSeed local = UserSeed.of("ignored", Map.of("email", "ann@example.com", "name", ""))
                    .withSub("aaaaaaaa-0000-0000-0000-000000000000")
                    .inGroups(List.of("g"))
                    .enabled(false)
                    .withDates(created, created.plusSeconds(1));
            UserSeed federated = UserSeed.of("Google_1", Map.of("email", "ann@example.com", "identities", "[]"))
                    .withSub("bbbbbbbb-0000-0000-0000-000000000000");
            aws.service.seed().users(pool, List.of(local, federated));

            List<UserType> users =
                    aws.client.listUsers(request -> request.userPoolId(pool)).users();
            assertThat(users)
                    .extracting(UserType::username)
                    .containsExactly("aaaaaaaa-0000-0000-0000-000000000000", "Google_1");
            assertThat(users.get(0).enabled()).isFalse();
            assertThat(users.get(0).userCreateDate()).isEqualTo(created);
            assertThat(users.get(0).userLastModifiedDate()).isEqualTo(created.plusSeconds(1));
            assertThat(users.get(0).attributes())
                    .contains(AttributeType.builder().name("name").value("").build());
            assertThat(aws.service.state(pool).memberships()).hasSize(1);
        }
    }

    @Test
    void twoRegionsMakeUpDifferentSubs() {
        try (CognitoFixture aws = CognitoFixture.plain()) {
            CognitoUserPools other =
                    new CognitoUserPools("eu-central-1", "123456789012", aws.clock, Quotas.unlimited());
            String pool = other.call("CreateUserPool", Json.object().put("PoolName", "customers"))
                    .path("UserPool")
                    .path("Id")
                    .asText();
            List<String> there = other.seed().users(pool, List.of(UserSeed.of("ann", Map.of())));
            assertThat(there).doesNotContainAnyElementsOf(aws.seed(aws.createPool(), "ann"));
        }
    }

    @Test
    void whoIsBilledAsActiveIsKnown() {
        try (CognitoFixture aws = CognitoFixture.plain()) {
            String pool = aws.createPool();
            List<String> subs = aws.seed(pool, "ann", "bob", "cy");
            list(aws, pool, "");
            aws.client.adminDisableUser(request -> request.userPoolId(pool).username("cy"));
            assertThat(aws.service.activeUsers(pool)).isEmpty();
            aws.status(pool, "ann");
            aws.status(pool, "ann");
            String made = aws.attribute(pool, aws.createUser(pool, "dee").username(), "sub");
            assertThat(aws.service.activeUsers(pool)).containsExactlyInAnyOrder(subs.get(0), made);
        }
    }

    @Test
    void concurrentCallersCreateEachNameOnce() throws Exception {
        try (CognitoFixture aws = CognitoFixture.plain()) {
            String pool = aws.createPool();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<Callable<Boolean>> tasks = IntStream.range(0, 200)
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        try {
                            aws.service.call(
                                    "AdminCreateUser",
                                    Json.object().put("UserPoolId", pool).put("Username", "user" + i % 50));
                            return true;
                        } catch (AwsError e) {
                            assertThat(e.code()).isEqualTo("UsernameExistsException");
                            return false;
                        }
                    })
                    .toList();
            int created = 0;
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                created += done.get() ? 1 : 0;
            }
            threads.shutdown();
            assertThat(created).isEqualTo(50);
            assertThat(aws.service.state(pool).users()).hasSize(50);
        }
    }

    @Test
    void aHundredThousandUsersAreSeededAndListedInTimeThatGrowsWithTheirNumber() {
        try (CognitoFixture aws = CognitoFixture.plain()) {
            String pool = aws.createPool();
            aws.service
                    .seed()
                    .users(
                            pool,
                            IntStream.range(0, 100_000)
                                    .mapToObj(i -> UserSeed.of(
                                            "user" + i,
                                            Map.of("email", "user" + i + "@example.com", "email_verified", "true")))
                                    .toList());
            int listed = 0;
            String token = null;
            do {
                var request = Json.object().put("UserPoolId", pool).put("Limit", 60);
                if (token != null) {
                    request.put("PaginationToken", token);
                }
                var page = aws.service.call("ListUsers", request);
                listed += page.path("Users").size();
                token = page.path("PaginationToken").textValue();
            } while (token != null);
            assertThat(listed).isEqualTo(100_000);
            assertThat(aws.service.calls().count("ListUsers")).isEqualTo(1_667);
        }
    }

    private static List<String> list(CognitoFixture aws, String pool, String filter) {
        return aws
                .client
                .listUsersPaginator(
                        request -> request.userPoolId(pool).filter(filter).limit(1))
                .users()
                .stream()
                .map(UserType::username)
                .toList();
    }
}
