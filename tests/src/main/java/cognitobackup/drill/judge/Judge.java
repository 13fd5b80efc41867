package cognitobackup.drill.judge;

import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolGroup;
import cognitobackup.drill.population.PoolMembership;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.local.cognito.MfaFactor;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Compares a restored pool with its source, field by field, and gives each difference a reason from the closed list or
 * none. Written without a look at how the product compares, and sharing no code with it, so that it can find it wrong.
 */
public final class Judge {
    /** Where a pool keeps which user of another pool a user was. */
    private static final String OLD_SUB = "custom:original_sub";

    private static final int MOST_LINKS = 5;

    private final PoolDump source;
    private final PoolDump restored;
    private final Circumstances circumstances;
    private final Schema schema;
    private final Map<Identities.Link, PoolUser> linked = new HashMap<>();
    private final List<Difference> differences = new ArrayList<>();

    private Judge(PoolDump source, PoolDump restored, Circumstances circumstances) {
        this.source = source;
        this.restored = restored;
        this.circumstances = circumstances;
        this.schema = new Schema(restored.userPool());
        restored.users().forEach(user -> Identities.links(user).forEach(link -> linked.put(link, user)));
    }

    /** Every difference, users first, then groups, then memberships. */
    public static List<Difference> compare(PoolDump source, PoolDump restored) {
        return compare(source, restored, Circumstances.ordinary());
    }

    /** The same where something is to be known of the restore. */
    public static List<Difference> compare(PoolDump source, PoolDump restored, Circumstances circumstances) {
        Judge judge = new Judge(source, restored, circumstances);
        judge.compareUsers();
        judge.compareGroups();
        judge.compareMemberships();
        return List.copyOf(judge.differences);
    }

    /** What a difference calls a user of the restored pool. */
    public static String identity(PoolUser user, PoolDump restored) {
        return Identities.of(user, restored).orElse(user.username());
    }

    private void compareUsers() {
        Map<String, PoolUser> expected = new TreeMap<>();
        for (PoolUser user : newestFirst(source.users())) {
            Optional<String> identity = Identities.of(user, source, circumstances);
            if (identity.isEmpty()) {
                missing(user.username(), "User", Reason.NO_IDENTITY);
            } else if (expected.putIfAbsent(identity.get(), user) != null) {
                missing(identity.get(), "User", Reason.SAME_IDENTITY);
            }
        }
        Map<String, PoolUser> actual = new TreeMap<>();
        for (PoolUser user : restored.users()) {
            String identity = identity(user, restored);
            if (!expected.containsKey(identity) || actual.putIfAbsent(identity, user) != null) {
                report(identity, "User", Optional.empty(), Difference.PRESENT, Optional.empty());
            }
        }
        expected.forEach((identity, user) -> {
            PoolUser found = actual.get(identity);
            if (found != null) {
                compareUser(identity, user, found);
            } else {
                missing(
                        identity,
                        "User",
                        Identities.isFederatedProfile(user)
                                ? Reason.FEDERATED_PROFILE
                                : schema.keepsOut(user) ? Reason.KEPT_OUT : null);
            }
        });
    }

    private static List<PoolUser> newestFirst(Collection<PoolUser> users) {
        return users.stream()
                .sorted(Comparator.comparing(PoolUser::lastModified).reversed())
                .toList();
    }

    private void compareUser(String identity, PoolUser expected, PoolUser actual) {
        boolean cognitoMakesUsernames = !source.usernameAttributes().isEmpty();
        field(
                identity,
                "User.Username",
                Identities.isFederatedProfile(expected)
                                && !circumstances.providers().isEmpty()
                        ? actual.username()
                        : expected.username(),
                actual.username(),
                cognitoMakesUsernames ? Reason.NEW_USERNAME : null);
        field(identity, "User.Enabled", expected.enabled(), actual.enabled(), null);
        field(identity, "User.UserStatus", expected.status(), actual.status(), statusReason(actual.status()));
        field(identity, "User.UserCreateDate", expected.created(), actual.created(), Reason.DATES);
        field(identity, "User.UserLastModifiedDate", expected.lastModified(), actual.lastModified(), Reason.DATES);
        compareLinks(identity, expected, actual);
        compareSecondFactors(identity, expected, actual);
        Set<String> names = new TreeSet<>(expected.attributes().keySet());
        names.addAll(actual.attributes().keySet());
        names.remove("identities");
        boolean keepsOldSub = schema.holds(OLD_SUB, expected.sub()) && !Identities.isFederatedProfile(expected);
        if (keepsOldSub) {
            names.add(OLD_SUB);
        }
        for (String name : names) {
            String before = expected.attributes().get(name);
            String after = actual.attributes().get(name);
            if (name.equals(OLD_SUB) && keepsOldSub && !expected.sub().equals(after)) {
                field(identity, "User." + name, expected.sub(), after, null);
                continue;
            }
            if (schema.sameValue(name, before, after)) {
                continue;
            }
            boolean keptForOthers = name.equals(OLD_SUB)
                    && after == null
                    && Identities.isFederatedProfile(expected)
                    && schema.holds(OLD_SUB, expected.sub());
            field(
                    identity,
                    "User." + name,
                    before,
                    after,
                    keptForOthers ? Reason.OLD_SUB_KEPT : attributeReason(name, before, after, expected.sub()));
        }
    }

    /**
     * A restored user has no password that anybody knows: CONFIRMED with a random one, or RESET_REQUIRED from an import
     * job. Every other status is as it was, or wrong.
     */
    private static Reason statusReason(String actual) {
        return Set.of("CONFIRMED", "RESET_REQUIRED").contains(actual) ? Reason.PASSWORD_UNKNOWN : null;
    }

    /** The text of the attribute has dates and other things that only Cognito sets; who is linked is what counts. */
    private void compareLinks(String identity, PoolUser expected, PoolUser actual) {
        Set<Identities.Link> before = new TreeSet<>();
        Identities.links(expected).forEach(link -> before.add(circumstances.inRestored(link)));
        Set<Identities.Link> after = Identities.links(actual);
        if (before.equals(after)) {
            field(
                    identity,
                    "User.identities",
                    expected.attributes().get("identities"),
                    actual.attributes().get("identities"),
                    before.isEmpty() ? null : Reason.DATES);
        }
        for (Identities.Link link : before) {
            if (!after.contains(link)) {
                field(identity, link(link), link.userId(), null, lostLinkReason(link, after));
            }
        }
        for (Identities.Link link : after) {
            if (!before.contains(link)) {
                field(identity, link(link), null, link.userId(), null);
            }
        }
    }

    private static String link(Identities.Link link) {
        return "User.links." + link.provider();
    }

    private Reason lostLinkReason(Identities.Link link, Set<Identities.Link> left) {
        boolean provider = false;
        for (JsonNode each : restored.userPool().path("IdentityProviders")) {
            provider |= each.path("ProviderName").asText().equals(link.provider());
        }
        if (!provider) {
            return Reason.NO_PROVIDER;
        }
        PoolUser holder = linked.get(link);
        if (holder != null) {
            return Identities.own(holder).equals(Optional.of(link))
                    ? Reason.PROFILE_OF_ITS_OWN
                    : Reason.LINKED_TO_ANOTHER;
        }
        return left.size() == MOST_LINKS ? Reason.MOST_LINKS : null;
    }

    private void compareSecondFactors(String identity, PoolUser expected, PoolUser actual) {
        for (MfaFactor factor : MfaFactor.values()) {
            boolean before = expected.mfa().enabled().contains(factor);
            boolean after = actual.mfa().enabled().contains(factor);
            if (before != after) {
                report(
                        identity,
                        "User.mfa." + factor,
                        before ? Difference.PRESENT : Optional.empty(),
                        after ? Difference.PRESENT : Optional.empty(),
                        before ? lostFactorReason(factor, actual) : addedFactorReason(factor, actual));
            }
        }
        boolean demanded = demandsSecondFactor();
        Optional<MfaFactor> preferred = expected.mfa()
                .preferred()
                .filter(factor -> actual.mfa().enabled().contains(factor));
        // A factor that cannot be switched on for a single user can be preferred all the same.
        boolean asBefore =
                demanded && actual.mfa().preferred().equals(expected.mfa().preferred());
        if (!asBefore) {
            field(
                    identity,
                    "User.mfa.preferred",
                    preferred.orElse(null),
                    actual.mfa().preferred().orElse(null),
                    null);
        }
        field(
                identity,
                "User.mfa.passkeys",
                expected.mfa().passkeys(),
                actual.mfa().passkeys(),
                actual.mfa().passkeys() == 0 ? Reason.PASSKEYS : null);
    }

    /** A job's file has to say of everybody that a second factor is on where the pool demands one. */
    private Optional<Reason> addedFactorReason(MfaFactor factor, PoolUser user) {
        return demandsSecondFactor()
                        && SecondFactors.offered(factor, restored.userPool())
                        && SecondFactors.reaches(factor, user)
                ? Optional.of(Reason.FACTOR_DEMANDED)
                : Optional.empty();
    }

    private Optional<Reason> lostFactorReason(MfaFactor factor, PoolUser user) {
        if (!circumstances.secondFactorsCaptured()) {
            return Optional.of(Reason.FACTOR_NOT_CAPTURED);
        }
        if (factor == MfaFactor.SOFTWARE_TOKEN_MFA) {
            return Optional.of(Reason.AUTHENTICATOR_APP);
        }
        if (!SecondFactors.offered(factor, restored.userPool()) || !SecondFactors.reaches(factor, user)) {
            return Optional.of(Reason.FACTOR_NOT_OFFERED);
        }
        return demandsSecondFactor() ? Optional.of(Reason.FACTOR_DEMANDED) : Optional.empty();
    }

    private boolean demandsSecondFactor() {
        return restored.userPool().path("MfaConfiguration").asText().equals("ON");
    }

    /** @param sub the user's in the source */
    private Reason attributeReason(String name, String expected, String actual, String sub) {
        if (name.equals("sub") && actual != null) {
            return Reason.NEW_SUB;
        }
        if (name.equals(OLD_SUB) && sub.equals(actual)) {
            return Reason.OLD_SUB_KEPT;
        }
        if (saysNothing(name, expected) && saysNothing(name, actual)) {
            return Reason.NO_VALUE;
        }
        return actual == null && !schema.holds(name, expected) ? Reason.NOT_HELD : null;
    }

    private static boolean saysNothing(String name, String value) {
        return value == null || value.isEmpty() || (name.endsWith("_verified") && value.equals("false"));
    }

    private void compareGroups() {
        Map<String, PoolGroup> actual = new LinkedHashMap<>();
        restored.groups().forEach(group -> actual.put(group.name(), group));
        for (PoolGroup group : source.groups()) {
            PoolGroup found = actual.remove(group.name());
            if (found == null) {
                missing(group.name(), "Group", isProviderGroup(group.name()) ? Reason.PROVIDER_GROUP : null);
                continue;
            }
            String name = group.name();
            optional(name, "Group.Description", saying(group.description()), saying(found.description()));
            optional(name, "Group.Precedence", group.precedence(), found.precedence());
            optional(name, "Group.RoleArn", group.roleArn(), found.roleArn());
            field(name, "Group.CreationDate", group.created(), found.created(), Reason.DATES);
            field(name, "Group.LastModifiedDate", group.lastModified(), found.lastModified(), Reason.DATES);
        }
        actual.keySet().forEach(name -> {
            boolean ofProvider = name.startsWith(restored.userPoolId() + "_");
            report(
                    name,
                    "Group",
                    Optional.empty(),
                    Difference.PRESENT,
                    ofProvider ? Optional.of(Reason.PROVIDER_GROUP) : Optional.empty());
        });
    }

    /** Cognito has no operation that takes a description away; an empty one is as good as none. */
    private static Optional<String> saying(Optional<String> description) {
        return description.filter(text -> !text.isEmpty());
    }

    private boolean isProviderGroup(String name) {
        return !source.userPoolId().isEmpty() && name.startsWith(source.userPoolId() + "_");
    }

    private void compareMemberships() {
        Map<String, PoolUser> usersInSource = byUsername(source);
        Map<String, String> chosen = identitiesByUsername(source, true);
        Set<Member> actual = members(restored, identitiesByUsername(restored, false));
        Set<Member> expected = members(source, chosen);
        Set<String> profiles = new TreeSet<>();
        restored.users().stream()
                .filter(Identities::isFederatedProfile)
                .forEach(user -> profiles.add(identity(user, restored)));
        for (PoolMembership membership : source.memberships()) {
            if (!chosen.containsKey(membership.username())) {
                PoolUser user = usersInSource.get(membership.username());
                Optional<String> identity = Identities.of(user, source, circumstances);
                missing(
                        identity.orElse(user.username()),
                        "Membership." + membership.groupName(),
                        identity.isEmpty() ? Reason.NO_IDENTITY : Reason.SAME_IDENTITY);
            }
        }
        for (PoolMembership membership : source.memberships()) {
            String identity = chosen.get(membership.username());
            if (identity != null && !actual.contains(new Member(identity, membership.groupName()))) {
                missing(identity, "Membership." + membership.groupName(), membershipReason(membership, usersInSource));
            }
        }
        for (Member member : actual) {
            if (!expected.contains(member)) {
                // Whoever signs in through a provider is put into its group.
                boolean ofProvider =
                        member.group.startsWith(restored.userPoolId() + "_") && profiles.contains(member.identity);
                report(
                        member.identity,
                        "Membership." + member.group,
                        Optional.empty(),
                        Difference.PRESENT,
                        ofProvider ? Optional.of(Reason.PROVIDER_GROUP) : Optional.empty());
            }
        }
    }

    private Reason membershipReason(PoolMembership membership, Map<String, PoolUser> usersInSource) {
        PoolUser user = usersInSource.get(membership.username());
        if (Identities.isFederatedProfile(user)) {
            return Reason.FEDERATED_PROFILE;
        }
        if (isProviderGroup(membership.groupName())) {
            return Reason.PROVIDER_GROUP;
        }
        return schema.keepsOut(user) ? Reason.KEPT_OUT : null;
    }

    /** @param onePerIdentity of the source: leaves out all but the newest user of an identity, and users without one */
    private Map<String, String> identitiesByUsername(PoolDump pool, boolean onePerIdentity) {
        Map<String, String> identities = new HashMap<>();
        Set<String> taken = new TreeSet<>();
        for (PoolUser user : newestFirst(pool.users())) {
            Optional<String> identity =
                    onePerIdentity ? Identities.of(user, pool, circumstances) : Identities.of(user, pool);
            if (!onePerIdentity || (identity.isPresent() && taken.add(identity.get()))) {
                identities.put(user.username(), identity.orElse(user.username()));
            }
        }
        return identities;
    }

    private static Map<String, PoolUser> byUsername(PoolDump pool) {
        Map<String, PoolUser> users = new HashMap<>();
        pool.users().forEach(user -> users.put(user.username(), user));
        return users;
    }

    private static Set<Member> members(PoolDump pool, Map<String, String> identities) {
        Set<Member> members = new TreeSet<>();
        for (PoolMembership membership : pool.memberships()) {
            String identity = identities.get(membership.username());
            if (identity != null) {
                members.add(new Member(identity, membership.groupName()));
            }
        }
        return members;
    }

    private void missing(String identity, String field, Reason reason) {
        report(identity, field, Difference.PRESENT, Optional.empty(), Optional.ofNullable(reason));
    }

    private void optional(String identity, String field, Optional<?> expected, Optional<?> actual) {
        field(identity, field, expected.orElse(null), actual.orElse(null), null);
    }

    private void field(String identity, String field, Object expected, Object actual, Reason reason) {
        if (!Objects.equals(expected, actual)) {
            report(
                    identity,
                    field,
                    Optional.ofNullable(expected).map(Object::toString),
                    Optional.ofNullable(actual).map(Object::toString),
                    Optional.ofNullable(reason));
        }
    }

    private void report(
            String identity,
            String field,
            Optional<String> expected,
            Optional<String> actual,
            Optional<Reason> reason) {
        differences.add(new Difference(identity, field, expected, actual, reason));
    }

    private record Member(String identity, String group) implements Comparable<Member> {
        @Override
        public int compareTo(Member other) {
            return Comparator.comparing(Member::identity)
                    .thenComparing(Member::group)
                    .compare(this, other);
        }
    }
}
