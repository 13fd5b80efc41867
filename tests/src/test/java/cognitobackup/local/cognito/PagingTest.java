package cognitobackup.local.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUsersRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ListUsersResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;

class PagingTest {
    @Test
    void everyListingShowsEachUserExactlyOnceHoweverOddItsPages() {
        long seed = System.nanoTime();
        System.out.println("PagingTest seed " + seed);
        Random random = new Random(seed);
        try (CognitoFixture aws = new CognitoFixture(
                Quotas.unlimited(), Behaviour.standard().withSeed(seed).withOddPages(0.4))) {
            for (int round = 0; round < 10; round++) {
                String pool = aws.createPool();
                List<String> subs = aws.service.seed().users(pool, users(random.nextInt(150)));
                int limit = 1 + random.nextInt(60);
                List<ListUsersResponse> pages = pages(aws, pool, request -> request.limit(limit));
                assertThat(pages).allSatisfy(page -> assertThat(page.users()).hasSizeLessThanOrEqualTo(limit));
                assertThat(subs(pages)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(subs);
            }
        }
    }

    @Test
    void aPageMayBeEmptyAndHaveAToken() {
        try (CognitoFixture aws =
                new CognitoFixture(Quotas.unlimited(), Behaviour.standard().withOddPages(0.9))) {
            String pool = aws.createPool();
            aws.service.seed().users(pool, users(40));
            List<ListUsersResponse> pages = pages(aws, pool, request -> request.limit(3));
            assertThat(pages)
                    .anySatisfy(page -> assertThat(page.users()).isEmpty())
                    .anySatisfy(page -> assertThat(page.users()).hasSizeBetween(1, 2));
            assertThat(pages.subList(0, pages.size() - 1))
                    .allSatisfy(page -> assertThat(page.paginationToken()).isNotBlank());
        }
    }

    @Test
    void prefixesOfTheSubPartitionAPool() {
        try (CognitoFixture aws = new CognitoFixture(Quotas.unlimited(), Behaviour.standard())) {
            String pool = aws.createPool();
            List<String> subs = aws.service.seed().users(pool, users(300));
            List<String> union = new ArrayList<>();
            for (char digit : "0123456789abcdef".toCharArray()) {
                List<String> part =
                        subs(pages(aws, pool, request -> request.limit(7).filter("sub ^= \"" + digit + "\"")));
                assertThat(part).allSatisfy(sub -> assertThat(sub).startsWith(String.valueOf(digit)));
                union.addAll(part);
            }
            assertThat(union).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(subs);
        }
    }

    @Test
    void usersWhoComeAndGoBetweenPagesNeitherHideNorRepeatOthers() {
        try (CognitoFixture aws = CognitoFixture.plain()) {
            String pool = aws.createPool();
            List<String> subs = aws.service.seed().users(pool, users(100));
            ListUsersResponse first =
                    aws.client.listUsers(request -> request.userPoolId(pool).limit(30));
            // The last one shown, whose place the token remembers, and one who is still to come.
            String shown = first.users().get(29).username();
            aws.client.adminDeleteUser(request -> request.userPoolId(pool).username(shown));
            UserType coming = aws.client
                    .listUsers(request -> request.userPoolId(pool).limit(60))
                    .users()
                    .get(45);
            aws.client.adminDeleteUser(request -> request.userPoolId(pool).username(coming.username()));
            aws.createUser(pool, "newcomer");

            List<String> seen = new ArrayList<>(subsOf(first));
            seen.addAll(subs(pages(aws, pool, request -> request.limit(30).paginationToken(first.paginationToken()))));
            List<String> expected = new ArrayList<>(subs);
            expected.remove(sub(coming));
            assertThat(seen).doesNotHaveDuplicates().containsAll(expected).doesNotContain(sub(coming));
        }
    }

    @Test
    void whoStaysIsListedOnceWhileOthersComeAndGo() throws Exception {
        try (CognitoFixture aws = new CognitoFixture(Quotas.unlimited(), Behaviour.standard())) {
            String pool = aws.createPool();
            List<String> staying = aws.service.seed().users(pool, users(300));
            AtomicBoolean listing = new AtomicBoolean(true);
            Thread others = new Thread(() -> {
                for (int i = 0; listing.get(); i++) {
                    String visitor = "visitor" + i;
                    aws.seed(pool, visitor);
                    aws.service.call(
                            "AdminDeleteUser",
                            Json.object().put("UserPoolId", pool).put("Username", visitor));
                }
            });
            others.setDaemon(true);
            others.start();
            for (int round = 0; round < 3; round++) {
                List<String> seen = subs(pages(aws, pool, request -> request.limit(17)));
                assertThat(seen).doesNotHaveDuplicates().containsAll(staying);
            }
            listing.set(false);
            others.join();
        }
    }

    @Test
    void aTokenIsGoodForOneHourAndForTheSameParameters() {
        try (CognitoFixture aws = CognitoFixture.plain()) {
            String pool = aws.createPool();
            String other = aws.createPool();
            aws.service.seed().users(pool, users(10));
            String token = aws.client
                    .listUsers(request -> request.userPoolId(pool).limit(4))
                    .paginationToken();

            assertInvalidMarker(
                    aws, request -> request.userPoolId(pool).limit(5).paginationToken(token));
            assertInvalidMarker(
                    aws, request -> request.userPoolId(other).limit(4).paginationToken(token));
            assertInvalidMarker(aws, request -> request.userPoolId(pool)
                    .limit(4)
                    .filter("status = \"Enabled\"")
                    .paginationToken(token));
            aws.clock.advance(Duration.ofHours(1));
            assertThat(aws.client
                            .listUsers(
                                    request -> request.userPoolId(pool).limit(4).paginationToken(token))
                            .users())
                    .hasSize(4);
            aws.clock.advance(Duration.ofMillis(1));
            assertInvalidMarker(
                    aws, request -> request.userPoolId(pool).limit(4).paginationToken(token));
        }
    }

    @Test
    void aTokenSaysNothingAboutTheUsers() {
        try (CognitoFixture aws = CognitoFixture.plain()) {
            String pool = aws.createPool();
            aws.service.seed().users(pool, users(10));
            ListUsersResponse page =
                    aws.client.listUsers(request -> request.userPoolId(pool).limit(4));
            ListUsersResponse again =
                    aws.client.listUsers(request -> request.userPoolId(pool).limit(4));
            assertThat(page.paginationToken()).matches("[A-Za-z0-9]{424}").isNotEqualTo(again.paginationToken());
        }
    }

    @Test
    void groupsMembersAndGroupsOfAUserAreListedByPagesWithNextToken() {
        try (CognitoFixture aws =
                new CognitoFixture(Quotas.unlimited(), Behaviour.standard().withOddPages(0.3))) {
            String pool = aws.createPool();
            List<String> names =
                    IntStream.range(0, 70).mapToObj(i -> "group" + i).toList();
            names.forEach(name -> aws.service.seed().group(pool, name));
            List<String> subs = aws.service
                    .seed()
                    .users(
                            pool,
                            users(70).stream()
                                    .map(user -> user.inGroups(List.of("group0")))
                                    .toList());
            aws.service
                    .seed()
                    .users(pool, List.of(UserSeed.of("joiner", Map.of()).inGroups(names)));

            assertThat(aws.client
                            .listGroupsPaginator(
                                    request -> request.userPoolId(pool).limit(9))
                            .groups())
                    .extracting(group -> group.groupName())
                    .containsExactlyInAnyOrderElementsOf(names);
            assertThat(aws.client
                            .adminListGroupsForUserPaginator(request ->
                                    request.userPoolId(pool).username("joiner").limit(9))
                            .groups())
                    .extracting(group -> group.groupName())
                    .containsExactlyInAnyOrderElementsOf(names);
            assertThat(aws.client
                            .listUsersInGroupPaginator(request ->
                                    request.userPoolId(pool).groupName("group0").limit(9))
                            .users())
                    .extracting(PagingTest::sub)
                    .doesNotHaveDuplicates()
                    .hasSize(71)
                    .containsAll(subs);
        }
    }

    private static void assertInvalidMarker(CognitoFixture aws, Consumer<ListUsersRequest.Builder> request) {
        assertThatThrownBy(() -> aws.client.listUsers(request))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Paging Marker is Invalid for Request");
    }

    private static List<UserSeed> users(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> UserSeed.of("user" + i, Map.of()))
                .toList();
    }

    /** Lists until a page comes without a token. */
    private static List<ListUsersResponse> pages(
            CognitoFixture aws, String pool, Consumer<ListUsersRequest.Builder> parameters) {
        List<ListUsersResponse> pages = new ArrayList<>();
        aws.client
                .listUsersPaginator(request -> parameters.accept(request.userPoolId(pool)))
                .forEach(pages::add);
        return pages;
    }

    private static List<String> subs(List<ListUsersResponse> pages) {
        return pages.stream().flatMap(page -> subsOf(page).stream()).toList();
    }

    private static List<String> subsOf(ListUsersResponse page) {
        return page.users().stream().map(PagingTest::sub).toList();
    }

    private static String sub(UserType user) {
        return user.attributes().stream()
                .filter(attribute -> attribute.name().equals("sub"))
                .findFirst()
                .orElseThrow()
                .value();
    }
}
