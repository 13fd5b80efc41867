package cognitobackup.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.judge.Difference;
import cognitobackup.drill.judge.IdentityMap;
import cognitobackup.drill.judge.Judge;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.local.cognito.CognitoUserPools;
import cognitobackup.local.cognito.PoolState;
import cognitobackup.local.cognito.UserSeed;
import cognitobackup.local.cognito.UserStatus;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AliasAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeDataType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ProviderUserIdentifierType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SchemaAttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifiedAttributeType;

/**
 * Kinds of users whom restores were seen to lose: those who are linked to identity providers; those without a verified
 * address, whom no import job takes; two who both had an address to sign in with, since it changed hands while the pool
 * was read; and one about whom there is more to say than a message holds. From the source into a new pool by the deployed workflows, with import jobs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class KindsOfUsersTest {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int USERS = 46;
    private static final int UNVERIFIED = 32;
    private static final int ON_TWO_PAGES = 70;
    private static final int MOST_CUSTOM_ATTRIBUTES = 50;
    private static final int LONGEST_VALUE = 2048;

    private Stage stage;
    private CognitoIdentityProviderClient cognito;
    private String linked;
    private String unverified;
    private String changing;
    private String large;
    private String firstOwner;
    private String lastOwner;

    @BeforeAll
    void exportPools() throws Exception {
        stage = Stage.start(StageOptions.standard().withoutWaiting());
        cognito = stage.cognito(Stage.PRIMARY);
        linked = pool("Okta", "Corp");
        fillLinked();
        unverified = pool();
        fillUnverified();
        changing = poolWithAliases();
        fillChanging();
        large = poolWithManyAttributes();
        stage.userPools(Stage.PRIMARY).seed().users(large, List.of(UserSeed.of("quoted", manyAttributes())));
        stage.deployPrimary(List.of(linked, unverified, changing, large));
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        for (String pool : List.of(linked, unverified, changing, large)) {
            runbook.await(runbook.startExport(Map.of("userPoolId", pool)), LIMIT);
        }
    }

    private String poolWithManyAttributes() {
        List<SchemaAttributeType> schema = new ArrayList<>();
        for (int number = 1; number <= MOST_CUSTOM_ATTRIBUTES; number++) {
            String name = "text" + number;
            schema.add(SchemaAttributeType.builder()
                    .name(name)
                    .attributeDataType(AttributeDataType.STRING)
                    .mutable(true)
                    .stringAttributeConstraints(limits -> limits.minLength("0").maxLength("2048"))
                    .build());
        }
        return cognito.createUserPool(request -> request.poolName("customers").schema(schema))
                .userPool()
                .id();
    }

    /** In JSON a quote takes two bytes, so that all of them are more than a message holds. */
    private static Map<String, String> manyAttributes() {
        Map<String, String> attributes = new TreeMap<>();
        for (int number = 1; number <= MOST_CUSTOM_ATTRIBUTES; number++) {
            attributes.put("custom:text" + number, "\"".repeat(LONGEST_VALUE));
        }
        return attributes;
    }

    private String poolWithAliases() {
        return cognito.createUserPool(request -> request.poolName("customers")
                        .aliasAttributes(AliasAttributeType.EMAIL)
                        .autoVerifiedAttributes(VerifiedAttributeType.EMAIL))
                .userPool()
                .id();
    }

    /** More than a page; between the first page and the last one the address passes from the first user to the last. */
    private void fillChanging() {
        List<UserSeed> users = new ArrayList<>();
        for (int number = 0; number < ON_TWO_PAGES; number++) {
            users.add(UserSeed.of(
                    "user" + number, Map.of("email", "user" + number + "@example.com", "email_verified", "true")));
        }
        CognitoUserPools pools = stage.userPools(Stage.PRIMARY);
        pools.seed().users(changing, users);
        List<UserType> listed = cognito.listUsersPaginator(request -> request.userPoolId(changing)).users().stream()
                .toList();
        firstOwner = listed.get(0).username();
        lastOwner = listed.get(ON_TWO_PAGES - 1).username();
        AtomicBoolean changed = new AtomicBoolean();
        pools.calls().listen((operation, request) -> {
            boolean lastPage = operation.equals("ListUsers")
                    && request.path("UserPoolId").asText().equals(changing)
                    && request.has("PaginationToken");
            if (lastPage && changed.compareAndSet(false, true)) {
                cognito.adminUpdateUserAttributes(update -> update.userPoolId(changing)
                        .username(lastOwner)
                        .userAttributes(
                                attribute("email", firstOwner + "@example.com"), attribute("email_verified", "true")));
            }
        });
    }

    private static AttributeType attribute(String name, String value) {
        return AttributeType.builder().name(name).value(value).build();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    private void fillLinked() {
        List<UserSeed> users = new ArrayList<>();
        for (String name : List.of("ann", "bob", "cyd", "dan")) {
            users.add(UserSeed.of(name, Map.of("email", name + "@example.com", "email_verified", "true")));
        }
        stage.userPools(Stage.PRIMARY).seed().users(linked, users);
        link("ann", "Okta", "00u-ann");
        link("bob", "Corp", "CN=bob,O=\"Corp\"");
        for (int number = 1; number <= 4; number++) {
            link("cyd", "Okta", "00u-cyd-" + number);
        }
        link("cyd", "Corp", "cyd");
    }

    private void link(String username, String provider, String externalId) {
        cognito.adminLinkProviderForUser(request -> request.userPoolId(linked)
                .destinationUser(ProviderUserIdentifierType.builder()
                        .providerName("Cognito")
                        .providerAttributeValue(username)
                        .build())
                .sourceUser(ProviderUserIdentifierType.builder()
                        .providerName(provider)
                        .providerAttributeName("Cognito_Subject")
                        .providerAttributeValue(externalId)
                        .build()));
    }

    /** As an issue of the retired architecture tells it; the others of every status that such a user has. */
    private void fillUnverified() {
        List<UserStatus> statuses =
                List.of(UserStatus.CONFIRMED, UserStatus.UNCONFIRMED, UserStatus.FORCE_CHANGE_PASSWORD);
        List<UserSeed> users = new ArrayList<>();
        for (int number = 0; number < USERS; number++) {
            Map<String, String> attributes = new TreeMap<>(Map.of("email", "user" + number + "@example.com"));
            attributes.put("email_verified", String.valueOf(number >= UNVERIFIED));
            users.add(UserSeed.of("user" + number, attributes).withStatus(statuses.get(number % statuses.size())));
        }
        stage.userPools(Stage.PRIMARY).seed().users(unverified, users);
    }

    @Test
    void linksComeBack() throws Exception {
        String target = pool("Okta", "Corp");

        JsonNode report = restore(linked, target, Map.of());

        assertThat(report.path("outcome").asText()).isEqualTo("COMPLETED");
        assertThat(report.path("linked").asLong()).isZero();
        assertThat(links(target))
                .containsExactlyInAnyOrder(
                        "ann Okta 00u-ann",
                        "bob Corp CN=bob,O=\"Corp\"",
                        "cyd Okta 00u-cyd-1",
                        "cyd Okta 00u-cyd-2",
                        "cyd Okta 00u-cyd-3",
                        "cyd Okta 00u-cyd-4",
                        "cyd Corp cyd");
        assertThat(map(report).users("CSV")).as("made by an import job").isEqualTo(4);
    }

    @Test
    void linksComeBackToAProviderOfAnotherNameAndThoseToAnAbsentOneAreNoted() throws Exception {
        String target = pool("NewOkta");

        JsonNode report = restore(linked, target, Map.of("providers", Map.of("Okta", "NewOkta")));

        assertThat(report.path("outcome").asText()).isEqualTo("COMPLETED");
        assertThat(links(target))
                .containsExactlyInAnyOrder(
                        "ann NewOkta 00u-ann",
                        "cyd NewOkta 00u-cyd-1",
                        "cyd NewOkta 00u-cyd-2",
                        "cyd NewOkta 00u-cyd-3",
                        "cyd NewOkta 00u-cyd-4");
        assertThat(report.path("linked").asLong()).isEqualTo(2);
        Map<String, String> notes = new TreeMap<>();
        StreamSupport.stream(report.path("findings").spliterator(), false)
                .filter(finding -> finding.path("kind").asText().equals("USER"))
                .forEach(finding -> notes.put(
                        finding.path("identity").asText(), finding.path("notes").toString()));
        String lost = "[\"its link to Corp is not restored: the target has no such provider\"]";
        assertThat(notes).isEqualTo(Map.of("bob", lost, "cyd", lost));
    }

    @Test
    void whoHasNoVerifiedAddressComesBackBesideThoseWhomAJobMakes() throws Exception {
        String target = pool();

        JsonNode report = restore(unverified, target, Map.of());

        assertThat(report.path("outcome").asText()).isEqualTo("COMPLETED");
        assertThat(report.path("users").path("restored").asInt()).isEqualTo(USERS);
        assertThat(report.path("users").path("failed").asInt()).isZero();
        assertThat(report.path("users").path("skipped").asInt()).isZero();
        assertThat(map(report).users("CSV")).as("by an import job").isEqualTo(USERS - UNVERIFIED);
        assertThat(map(report).users("API")).as("by AdminCreateUser").isEqualTo(UNVERIFIED);
        assertThat(report.path("importJobs").findValuesAsText("imported"))
                .containsExactly(String.valueOf(USERS - UNVERIFIED));
        PoolState state = stage.userPools(Stage.PRIMARY).state(target);
        assertThat(state.users()).hasSize(USERS);
        assertThat(state.creations().values()).containsOnly(1);
        assertThat(state.users().stream()
                        .filter(user -> user.status() == UserStatus.RESET_REQUIRED)
                        .count())
                .isEqualTo(USERS - UNVERIFIED);
        PoolDump source = stage.readPool(Stage.PRIMARY, unverified);
        assertThat(Judge.compare(source, stage.readPool(Stage.PRIMARY, target)))
                .filteredOn(Difference::isFault)
                .isEmpty();
    }

    @Test
    void anAddressThatChangedHandsWhileThePoolWasReadIsItsLastOwners() throws Exception {
        String target = poolWithAliases();

        JsonNode report = restore(changing, target, Map.of());

        assertThat(report.path("outcome").asText()).isEqualTo("COMPLETED");
        assertThat(report.path("users").path("restored").asInt()).isEqualTo(ON_TWO_PAGES);
        String address = firstOwner + "@example.com";
        Map<String, String> owners = new TreeMap<>();
        stage.userPools(Stage.PRIMARY).state(target).users().stream()
                .filter(user -> user.attributes().get("email").equals(address))
                .forEach(
                        user -> owners.put(user.username(), user.attributes().getOrDefault("email_verified", "false")));
        assertThat(owners).isEqualTo(Map.of(firstOwner, "false", lastOwner, "true"));
        assertThat(report.path("notes").path("ALIAS_LOST").asInt()).isEqualTo(1);
        assertThat(report.path("findings")).hasSize(1);
        assertThat(report.path("findings").get(0).path("identity").asText()).isEqualTo(firstOwner);
    }

    @Test
    void whoOutgrowsAMessageIsRestoredAndSetBack() throws Exception {
        String target = poolWithManyAttributes();

        JsonNode restored = restore(large, target, Map.of());

        assertThat(restored.path("outcome").asText()).isEqualTo("COMPLETED");
        assertThat(onlyUser(target).attributes()).containsAllEntriesOf(manyAttributes());
        manyAttributes()
                .keySet()
                .forEach(name -> cognito.adminUpdateUserAttributes(update ->
                        update.userPoolId(target).username("quoted").userAttributes(attribute(name, "damaged"))));

        JsonNode setBack = restore(large, target, Map.of("mode", "OVERWRITE", "trustExistingIdentities", true));

        assertThat(setBack.path("outcome").asText()).isEqualTo("COMPLETED");
        assertThat(onlyUser(target).attributes()).containsAllEntriesOf(manyAttributes());
    }

    private PoolState.User onlyUser(String pool) {
        return stage.userPools(Stage.PRIMARY).state(pool).users().get(0);
    }

    private String pool(String... providers) {
        String pool = cognito.createUserPool(
                        request -> request.poolName("customers").autoVerifiedAttributes(VerifiedAttributeType.EMAIL))
                .userPool()
                .id();
        for (String provider : providers) {
            cognito.createIdentityProvider(request -> request.userPoolId(pool)
                    .providerName(provider)
                    .providerType(provider.equals("Corp") ? "SAML" : "OIDC")
                    .providerDetails(Map.of("client_id", "test")));
        }
        return pool;
    }

    private JsonNode restore(String source, String target, Map<String, ?> more) throws InterruptedException {
        Map<String, Object> input = new TreeMap<>(more);
        input.put("userPoolId", source);
        input.put("targetUserPoolId", target);
        Runbook runbook = stage.runbook(Stage.PRIMARY);
        JsonNode output = runbook.await(runbook.startImport(input), LIMIT);
        return stage.report(Stage.PRIMARY, output.path("report").asText());
    }

    private IdentityMap map(JsonNode report) {
        byte[] csv = stage.reportsFile(Stage.PRIMARY, report.path("identityMap").asText())
                .orElseThrow();
        return IdentityMap.of(new String(csv, StandardCharsets.UTF_8));
    }

    /** User, provider and external id of each link. */
    private List<String> links(String target) throws Exception {
        List<String> links = new ArrayList<>();
        for (PoolState.User user : stage.userPools(Stage.PRIMARY).state(target).users()) {
            for (JsonNode link : new ObjectMapper().readTree(user.attributes().getOrDefault("identities", "[]"))) {
                links.add(user.username() + " " + link.path("providerName").asText() + " "
                        + link.path("userId").asText());
            }
        }
        return links;
    }
}
