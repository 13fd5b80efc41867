package cognitobackup.drill.cost;

import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolGroup;
import cognitobackup.drill.population.PoolMembership;
import cognitobackup.drill.population.PoolUser;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/** A pool of a given size, whose users are all of one everyday kind with nine attributes, so that counts can be compared. */
final class CountedPool {
    private static final Instant MADE = Instant.parse("2024-02-03T04:05:06Z");

    private CountedPool() {}

    /** Where there are as many memberships as users, each user is in one group. */
    static PoolDump of(PoolSize size) {
        if (size.memberships() > (long) size.users() * size.groups()) {
            throw new IllegalArgumentException("Not so many memberships: " + size);
        }
        Random random = new Random(1);
        List<PoolUser> users = IntStream.range(0, size.users())
                .mapToObj(number -> user(number, new UUID(random.nextLong(), random.nextLong())))
                .toList();
        List<PoolGroup> groups =
                IntStream.range(0, size.groups()).mapToObj(CountedPool::group).toList();
        List<PoolMembership> memberships = IntStream.range(0, size.memberships())
                .mapToObj(number -> new PoolMembership(
                        name(number % size.users()),
                        groupName((number % size.users() + number / size.users()) % size.groups())))
                .toList();
        return new PoolDump(description(), users, groups, memberships);
    }

    static String name(int number) {
        return "customer-" + number;
    }

    static String groupName(int number) {
        return "group-" + number;
    }

    private static ObjectNode description() {
        ObjectNode pool = JsonNodeFactory.instance.objectNode();
        pool.put("Name", "counted");
        pool.putObject("UsernameConfiguration").put("CaseSensitive", false);
        // Without this Cognito starts no user import job, and restores are another thing.
        pool.putArray("AutoVerifiedAttributes").add("email");
        ObjectNode tenant = pool.putArray("SchemaAttributes").addObject();
        tenant.put("Name", "custom:tenant");
        tenant.put("AttributeDataType", "String");
        tenant.put("DeveloperOnlyAttribute", false);
        tenant.put("Mutable", true);
        tenant.put("Required", false);
        tenant.putObject("StringAttributeConstraints").put("MinLength", "0").put("MaxLength", "2048");
        return pool;
    }

    private static PoolUser user(int number, UUID sub) {
        return new PoolUser(
                name(number),
                new TreeMap<>(Map.of(
                        "sub",
                        sub.toString(),
                        "name",
                        "Customer Number " + number,
                        "given_name",
                        "Customer",
                        "family_name",
                        "Number " + number,
                        "email",
                        "customer-" + number + "@example.com",
                        "email_verified",
                        "true",
                        "phone_number",
                        String.format(Locale.ROOT, "+1555%07d", number),
                        "phone_number_verified",
                        "false",
                        "locale",
                        "en-US",
                        "custom:tenant",
                        "tenant-" + number % 50)),
                true,
                "CONFIRMED",
                MADE,
                MADE);
    }

    private static PoolGroup group(int number) {
        return new PoolGroup(
                groupName(number),
                Optional.of("Members of team " + number),
                Optional.of(number),
                Optional.empty(),
                MADE,
                MADE);
    }
}
