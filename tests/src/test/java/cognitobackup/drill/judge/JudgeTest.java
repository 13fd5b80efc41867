package cognitobackup.drill.judge;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolGroup;
import cognitobackup.drill.population.PoolMembership;
import cognitobackup.drill.population.PoolUser;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The judge is tested by damage: a pool is restored as well as can be, one thing is broken, and the judge must find that
 * thing and no other.
 */
class JudgeTest {
    private static final Instant RESTORED = Instant.parse("2026-11-21T23:22:05.120Z");

    private final PoolDump source = MadeUpPool.of(300, 12, 42, SignIn.USERNAME);
    private final PoolDump restored = restore(source);

    @Test
    void aPoolEqualsItself() {
        assertThat(Judge.compare(source, source)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void whatNoRestoreCanBringBackIsNoFault(SignIn signIn) {
        PoolDump pool = MadeUpPool.of(300, 12, 42, signIn);

        List<Difference> differences = Judge.compare(pool, restore(pool));

        assertThat(differences).noneMatch(Difference::isFault);
        assertThat(differences.stream()
                        .map(difference -> difference.reason().orElseThrow())
                        .collect(toCollection(() -> EnumSet.noneOf(Reason.class))))
                .contains(
                        Reason.NEW_SUB,
                        Reason.DATES,
                        Reason.PASSWORD_UNKNOWN,
                        Reason.FEDERATED_PROFILE,
                        Reason.NO_PROVIDER);
    }

    @Test
    void findsALostUserAndItsMemberships() {
        PoolMembership membership = restored.memberships().get(0);
        String lost = membership.username();

        List<Difference> faults = faults(new PoolDump(
                restored.userPool(),
                restored.users().stream()
                        .filter(user -> !user.username().equals(lost))
                        .toList(),
                restored.groups(),
                restored.memberships().stream()
                        .filter(member -> !member.username().equals(lost))
                        .toList()));

        assertThat(faults).allMatch(fault -> fault.identity().equals(lost));
        assertThat(faults).extracting(Difference::field).contains("User", "Membership." + membership.groupName());
        assertThat(faults)
                .hasSize(1
                        + (int) restored.memberships().stream()
                                .filter(member -> member.username().equals(lost))
                                .count());
    }

    @Test
    void findsAStranger() {
        PoolUser stranger = new PoolUser(
                "stranger", new TreeMap<>(java.util.Map.of("sub", "s")), true, "CONFIRMED", RESTORED, RESTORED);
        List<PoolUser> users = new ArrayList<>(restored.users());
        users.add(stranger);

        assertThat(faults(withUsers(users)))
                .containsExactly(fault("stranger", "User", Optional.empty(), Difference.PRESENT));
    }

    @Test
    void findsAUserWhoIsThereTwice() {
        PoolDump pool = MadeUpPool.of(20, 0, 42, SignIn.EMAIL);
        PoolDump twice = restore(pool);
        PoolUser user = twice.users().get(0);
        SortedMap<String, String> attributes = new TreeMap<>(user.attributes());
        attributes.put("sub", "another");
        List<PoolUser> users = new ArrayList<>(twice.users());
        users.add(new PoolUser("another", attributes, true, "CONFIRMED", RESTORED, RESTORED));

        List<Difference> faults =
                Judge.compare(pool, new PoolDump(twice.userPool(), users, twice.groups(), twice.memberships())).stream()
                        .filter(Difference::isFault)
                        .toList();

        assertThat(faults)
                .containsExactly(fault(user.attributes().get("email"), "User", Optional.empty(), Difference.PRESENT));
    }

    @Test
    void findsAChangedAttribute() {
        assertThat(faults(damageUser(attributes -> attributes.put("given_name", "Somebody"))))
                .singleElement()
                .extracting(Difference::field)
                .isEqualTo("User.given_name");
    }

    @Test
    void tellsApartNamesThatLookTheSame() {
        PoolUser user = withAttribute("given_name");
        SortedMap<String, String> decomposed = new TreeMap<>(user.attributes());
        decomposed.put("given_name", user.attributes().get("given_name") + "\u200b");

        assertThat(faults(withUsers(replace(user, copy(user, decomposed, user.enabled(), user.status())))))
                .singleElement()
                .extracting(Difference::field)
                .isEqualTo("User.given_name");
    }

    @Test
    void findsALostAttribute() {
        assertThat(faults(damageUser(attributes -> attributes.remove("given_name"))))
                .singleElement()
                .satisfies(fault -> assertThat(fault.actual()).isEmpty())
                .extracting(Difference::field)
                .isEqualTo("User.given_name");
    }

    @Test
    void findsAnAttributeThatWasNeverThere() {
        assertThat(faults(damageUser(attributes -> attributes.put("nickname", "Bob"))))
                .singleElement()
                .satisfies(fault -> assertThat(fault.expected()).isEmpty())
                .extracting(Difference::field)
                .isEqualTo("User.nickname");
    }

    @Test
    void findsADisabledUserWhoMaySignInAgain() {
        PoolUser disabled = restored.users().stream()
                .filter(user -> !user.enabled())
                .findFirst()
                .orElseThrow();

        assertThat(faults(withUsers(replace(disabled, copy(disabled, disabled.attributes(), true, disabled.status())))))
                .containsExactly(fault(disabled.username(), "User.Enabled", Optional.of("false"), Optional.of("true")));
    }

    @Test
    void findsAUserLeftWithATemporaryPassword() {
        PoolUser user = withAttribute("given_name");

        assertThat(faults(withUsers(
                        replace(user, copy(user, user.attributes(), user.enabled(), "FORCE_CHANGE_PASSWORD")))))
                .singleElement()
                .extracting(Difference::field)
                .isEqualTo("User.UserStatus");
    }

    @Test
    void findsALostGroup() {
        PoolGroup empty = restored.groups().get(restored.groups().size() - 1);

        assertThat(faults(withGroups(
                        restored.groups().subList(0, restored.groups().size() - 1))))
                .containsExactly(fault(empty.name(), "Group", Difference.PRESENT, Optional.empty()));
    }

    @Test
    void findsAGroupThatWasNeverThere() {
        List<PoolGroup> groups = new ArrayList<>(restored.groups());
        groups.add(new PoolGroup("more", Optional.empty(), Optional.empty(), Optional.empty(), RESTORED, RESTORED));

        assertThat(faults(withGroups(groups)))
                .containsExactly(fault("more", "Group", Optional.empty(), Difference.PRESENT));
    }

    @Test
    void findsAChangedGroup() {
        PoolGroup group = restored.groups().get(0);
        List<PoolGroup> groups = new ArrayList<>(restored.groups());
        groups.set(
                0,
                new PoolGroup(
                        group.name(),
                        Optional.of("changed"),
                        Optional.of(99),
                        Optional.empty(),
                        group.created(),
                        group.lastModified()));

        assertThat(faults(withGroups(groups)))
                .extracting(Difference::field)
                .containsExactly("Group.Description", "Group.Precedence", "Group.RoleArn");
    }

    @Test
    void takesAnEmptyDescriptionOfAGroupForNone() {
        PoolGroup group = restored.groups().get(0);
        PoolDump without = withDescription(group, Optional.empty());
        PoolDump empty = withDescription(group, Optional.of(""));

        assertThat(Judge.compare(without, empty)).isEmpty();
        assertThat(Judge.compare(empty, without)).isEmpty();
        assertThat(Judge.compare(without, withDescription(group, Optional.of("more"))))
                .extracting(Difference::field)
                .containsExactly("Group.Description");
    }

    private PoolDump withDescription(PoolGroup group, Optional<String> description) {
        List<PoolGroup> groups = new ArrayList<>(restored.groups());
        groups.set(
                groups.indexOf(group),
                new PoolGroup(
                        group.name(),
                        description,
                        group.precedence(),
                        group.roleArn(),
                        group.created(),
                        group.lastModified()));
        return withGroups(groups);
    }

    @Test
    void findsALostMembership() {
        PoolMembership lost = restored.memberships().get(3);
        List<PoolMembership> memberships = new ArrayList<>(restored.memberships());
        memberships.remove(lost);

        assertThat(faults(withMemberships(memberships)))
                .containsExactly(
                        fault(lost.username(), "Membership." + lost.groupName(), Difference.PRESENT, Optional.empty()));
    }

    @Test
    void findsAMembershipThatWasNeverThere() {
        PoolGroup empty = restored.groups().get(restored.groups().size() - 1);
        String username = restored.users().get(0).username();
        List<PoolMembership> memberships = new ArrayList<>(restored.memberships());
        memberships.add(new PoolMembership(username, empty.name()));

        assertThat(faults(withMemberships(memberships)))
                .containsExactly(fault(username, "Membership." + empty.name(), Optional.empty(), Difference.PRESENT));
    }

    @Test
    void findsTwoUsersWhoseGroupsWereExchanged() {
        PoolMembership first = restored.memberships().get(0);
        PoolMembership other = restored.memberships().stream()
                .filter(member -> !member.username().equals(first.username())
                        && !member.groupName().equals(first.groupName())
                        && !restored.memberships().contains(new PoolMembership(first.username(), member.groupName()))
                        && !restored.memberships().contains(new PoolMembership(member.username(), first.groupName())))
                .findFirst()
                .orElseThrow();
        List<PoolMembership> memberships = new ArrayList<>(restored.memberships());
        Collections.replaceAll(memberships, first, new PoolMembership(other.username(), first.groupName()));
        Collections.replaceAll(memberships, other, new PoolMembership(first.username(), other.groupName()));

        assertThat(faults(withMemberships(memberships))).hasSize(4);
    }

    @Test
    void ofSeveralWithOneIdentityOnlyTheNewestIsOwed() {
        PoolDump pool = MadeUpPool.of(20, 0, 42, SignIn.EMAIL);
        PoolUser user = pool.users().get(0);
        SortedMap<String, String> attributes = new TreeMap<>(user.attributes());
        attributes.put("sub", "older");
        List<PoolUser> users = new ArrayList<>(pool.users());
        users.add(new PoolUser("older", attributes, true, "CONFIRMED", Instant.EPOCH, Instant.EPOCH));
        PoolDump ambiguous = new PoolDump(pool.userPool(), users, pool.groups(), pool.memberships());

        assertThat(Judge.compare(ambiguous, restore(pool)))
                .noneMatch(Difference::isFault)
                .anyMatch(difference -> difference.reason().equals(Optional.of(Reason.SAME_IDENTITY)));
    }

    @Test
    void saysOfEachLostLinkWhyItIsLost() {
        PoolDump pool = linkedPool("[%s, %s, %s, %s]"
                .formatted(link("Okta", "1"), link("Gone", "2"), link("Okta", "3"), link("Okta", "4")));
        PoolDump left = linkedPool("[%s]".formatted(link("Okta", "1")));
        List<PoolUser> users = new ArrayList<>(left.users());
        users.add(linkedUser("other", "[%s]".formatted(link("Okta", "3"))));
        users.add(linkedUser("Okta_4", "[%s]".formatted(link("Okta", "4"))));
        PoolDump found = new PoolDump(left.userPool(), users, List.of(), List.of());

        assertThat(Judge.compare(pool, found))
                .filteredOn(difference -> difference.field().startsWith("User.links."))
                .extracting(difference -> difference.expected().orElseThrow() + " "
                        + difference.reason().orElseThrow())
                .containsExactlyInAnyOrder("2 NO_PROVIDER", "3 LINKED_TO_ANOTHER", "4 PROFILE_OF_ITS_OWN");
        assertThat(Judge.compare(pool, left))
                .filteredOn(difference -> difference.field().equals("User.links.Okta"))
                .as("for no reason")
                .hasSize(2)
                .allMatch(Difference::isFault);
    }

    private static PoolDump linkedPool(String identities) {
        PoolDump empty = MadeUpPool.of(0, 0, 42, SignIn.USERNAME);
        ObjectNode userPool = empty.userPool().deepCopy();
        userPool.putArray("IdentityProviders").addObject().put("ProviderName", "Okta");
        return new PoolDump(userPool, List.of(linkedUser("ann", identities)), List.of(), List.of());
    }

    private static PoolUser linkedUser(String name, String identities) {
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put("sub", name);
        attributes.put("identities", identities);
        return new PoolUser(name, attributes, true, "CONFIRMED", RESTORED, RESTORED);
    }

    private static String link(String provider, String userId) {
        return "{\"providerName\": \"%s\", \"userId\": \"%s\"}".formatted(provider, userId);
    }

    /** What an import makes of a pool at best, by the rules that the documentation gives. */
    private static PoolDump restore(PoolDump pool) {
        boolean email = !pool.usernameAttributes().isEmpty();
        List<PoolUser> users = new ArrayList<>();
        List<PoolMembership> memberships = new ArrayList<>();
        for (PoolUser user : pool.users()) {
            if (user.status().equals("EXTERNAL_PROVIDER")) {
                continue;
            }
            String sub = UUID.nameUUIDFromBytes(user.sub().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .toString();
            SortedMap<String, String> attributes = new TreeMap<>(user.attributes());
            attributes.put("sub", sub);
            attributes.remove("identities");
            String username = email ? sub : user.username();
            users.add(new PoolUser(username, attributes, user.enabled(), "CONFIRMED", RESTORED, RESTORED));
            pool.memberships().stream()
                    .filter(member -> member.username().equals(user.username()))
                    .forEach(member -> memberships.add(new PoolMembership(username, member.groupName())));
        }
        Collections.reverse(users); // the order of a listing says nothing
        return new PoolDump(pool.userPool(), users, pool.groups(), memberships);
    }

    private List<Difference> faults(PoolDump damaged) {
        return Judge.compare(source, damaged).stream()
                .filter(Difference::isFault)
                .toList();
    }

    private static Difference fault(String identity, String field, Optional<String> expected, Optional<String> actual) {
        return new Difference(identity, field, expected, actual, Optional.empty());
    }

    private PoolUser withAttribute(String name) {
        return restored.users().stream()
                .filter(user -> user.attributes().containsKey(name))
                .findFirst()
                .orElseThrow();
    }

    private PoolDump damageUser(java.util.function.Consumer<SortedMap<String, String>> damage) {
        PoolUser user = withAttribute("given_name");
        SortedMap<String, String> attributes = new TreeMap<>(user.attributes());
        damage.accept(attributes);
        return withUsers(replace(user, copy(user, attributes, user.enabled(), user.status())));
    }

    private static PoolUser copy(PoolUser user, SortedMap<String, String> attributes, boolean enabled, String status) {
        return new PoolUser(user.username(), attributes, enabled, status, user.created(), user.lastModified());
    }

    private List<PoolUser> replace(PoolUser old, PoolUser replacement) {
        UnaryOperator<PoolUser> swap = user -> user.equals(old) ? replacement : user;
        return restored.users().stream().map(swap).toList();
    }

    private PoolDump withUsers(List<PoolUser> users) {
        return new PoolDump(restored.userPool(), users, restored.groups(), restored.memberships());
    }

    private PoolDump withGroups(List<PoolGroup> groups) {
        return new PoolDump(restored.userPool(), restored.users(), groups, restored.memberships());
    }

    private PoolDump withMemberships(List<PoolMembership> memberships) {
        return new PoolDump(restored.userPool(), restored.users(), restored.groups(), memberships);
    }
}
