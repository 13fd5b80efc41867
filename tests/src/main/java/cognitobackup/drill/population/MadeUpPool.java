package cognitobackup.drill.population;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Makes up a pool. The same sizes and seed give the same pool. */
public final class MadeUpPool {
    /** What users sign in with. */
    public enum SignIn {
        /** A username of their own, in a pool that does not tell upper from lower case. */
        USERNAME,
        /** Their e-mail address; Cognito makes the Username. */
        EMAIL
    }

    private static final Instant FIRST_SIGN_UP = Instant.parse("2019-03-01T08:00:00Z");
    private static final int MOST_GROUPS_OF_A_USER = 60;

    private final Random random;
    private final SignIn signIn;

    private MadeUpPool(long seed, SignIn signIn) {
        this.random = new Random(seed);
        this.signIn = signIn;
    }

    /** Users of every status, some disabled; some in many groups, some in none; from the second group on, one is empty. */
    public static PoolDump of(int users, int groups, long seed, SignIn signIn) {
        return new MadeUpPool(seed, signIn).make(users, groups);
    }

    private PoolDump make(int userCount, int groupCount) {
        List<PoolUser> users = new ArrayList<>();
        for (int i = 0; i < userCount; i++) {
            users.add(user(i));
        }
        List<PoolGroup> groups = new ArrayList<>();
        for (int i = 0; i < groupCount; i++) {
            groups.add(group(i));
        }
        return new PoolDump(description(), users, groups, memberships(users, groups));
    }

    private ObjectNode description() {
        ObjectNode pool = JsonNodeFactory.instance.objectNode();
        pool.put("Name", "customers");
        pool.putObject("UsernameConfiguration").put("CaseSensitive", false);
        pool.putArray("AutoVerifiedAttributes").add("email");
        if (signIn == SignIn.EMAIL) {
            pool.putArray("UsernameAttributes").add("email");
        }
        ArrayNode schema = pool.putArray("SchemaAttributes");
        schema.add(PoolDescription.customAttribute("custom:department", "String"));
        schema.add(PoolDescription.customAttribute("custom:level", "Number"));
        schema.add(PoolDescription.customAttribute("custom:newsletter", "Boolean"));
        return pool;
    }

    private PoolUser user(int number) {
        String sub = new UUID(random.nextLong(), random.nextLong()).toString();
        String stem = pick(PeopleOfTheWorld.USERNAMES) + "-" + number;
        SortedMap<String, String> attributes = attributes(number);
        // The first users are the odd ones, so that every pool has them, however small.
        if (number == 1 && signIn == SignIn.USERNAME) {
            attributes.clear();
        }
        String username = signIn == SignIn.EMAIL ? sub : stem;
        String status = status(number);
        if (status.equals("EXTERNAL_PROVIDER")) {
            username = "google_" + (100_000_000L + number);
            attributes.put("identities", identities(number));
        } else if (number % 50 == 17) {
            attributes.put("identities", identities(number)); // a local user with a linked identity
        }
        attributes.put("sub", sub);
        Instant created = FIRST_SIGN_UP.plus(Duration.ofMillis(random.nextLong(200_000_000_000L)));
        return new PoolUser(
                username,
                attributes,
                number % 10 != 3,
                status,
                created,
                created.plus(Duration.ofMillis(random.nextLong(10_000_000_000L))));
    }

    private SortedMap<String, String> attributes(int number) {
        List<String> name = pick(PeopleOfTheWorld.NAMES);
        SortedMap<String, String> attributes = new TreeMap<>();
        attributes.put("email", "person" + number + "+backup@example.com");
        attributes.put("email_verified", number % 7 == 0 ? "false" : "true");
        attributes.put("given_name", name.get(0));
        attributes.put("family_name", name.get(1));
        if (random.nextInt(3) == 0) {
            attributes.put("phone_number", String.format("+4930%07d", number));
            attributes.put("phone_number_verified", random.nextBoolean() ? "true" : "false");
        }
        if (random.nextInt(2) == 0) {
            attributes.put("address", pick(PeopleOfTheWorld.ADDRESSES));
        }
        if (random.nextInt(4) == 0) {
            attributes.put(
                    "birthdate",
                    String.format(
                            "19%02d-%02d-%02d", random.nextInt(40, 100), random.nextInt(1, 13), random.nextInt(1, 29)));
            attributes.put("locale", random.nextBoolean() ? "ar-EG" : "pt-BR");
        }
        if (random.nextInt(2) == 0) {
            attributes.put("custom:department", pick(PeopleOfTheWorld.ADDRESSES));
            attributes.put("custom:level", String.valueOf(random.nextInt(1, 10)));
            attributes.put("custom:newsletter", random.nextBoolean() ? "true" : "false");
        }
        return attributes;
    }

    private static String status(int number) {
        return switch (number % 40) {
            case 2 -> "UNCONFIRMED";
            case 5 -> "RESET_REQUIRED";
            case 8 -> "FORCE_CHANGE_PASSWORD";
            case 11 -> "EXTERNAL_PROVIDER";
            case 14 -> "ARCHIVED";
            case 20 -> "COMPROMISED";
            case 26 -> "UNKNOWN";
            default -> "CONFIRMED";
        };
    }

    private static String identities(int number) {
        return "[{\"userId\":\"" + (100_000_000L + number)
                + "\",\"providerName\":\"Google\",\"providerType\":\"Google\",\"issuer\":null,\"primary\":true,"
                + "\"dateCreated\":1611591600000}]";
    }

    private PoolGroup group(int number) {
        String stem = PeopleOfTheWorld.GROUPS.get(number % PeopleOfTheWorld.GROUPS.size());
        String name = number < PeopleOfTheWorld.GROUPS.size() ? stem : stem + "-" + number;
        Instant created = FIRST_SIGN_UP.plus(Duration.ofHours(number));
        return new PoolGroup(
                name,
                number % 3 == 0 ? Optional.of(pick(PeopleOfTheWorld.ADDRESSES)) : Optional.empty(),
                number % 2 == 0 ? Optional.of(number) : Optional.empty(),
                number % 5 == 0 ? Optional.of("arn:aws:iam::123456789012:role/group-" + number) : Optional.empty(),
                created,
                created);
    }

    private List<PoolMembership> memberships(List<PoolUser> users, List<PoolGroup> groups) {
        List<PoolMembership> memberships = new ArrayList<>();
        if (groups.isEmpty()) {
            return memberships;
        }
        List<PoolGroup> peopled = groups.size() < 2 ? groups : groups.subList(0, groups.size() - 1);
        for (int i = 0; i < users.size(); i++) {
            List<PoolGroup> chosen = new ArrayList<>(peopled);
            Collections.shuffle(chosen, random);
            for (PoolGroup group : chosen.subList(0, Math.min(groupsOf(i), chosen.size()))) {
                memberships.add(new PoolMembership(users.get(i).username(), group.name()));
            }
        }
        return memberships;
    }

    private int groupsOf(int number) {
        return number % 100 == 4 ? MOST_GROUPS_OF_A_USER : number % 3 == 0 ? 0 : random.nextInt(1, 3);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
