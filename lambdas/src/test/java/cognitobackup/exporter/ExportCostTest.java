package cognitobackup.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import cognitobackup.backup.Backup;
import cognitobackup.backup.CountedDynamoDb;
import cognitobackup.backup.CountedDynamoDb.Units;
import cognitobackup.backup.LocalTable;
import cognitobackup.backup.Manifest;
import cognitobackup.cognito.InMemoryUserPool;
import cognitobackup.pool.Group;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Goal: an export of an unchanged pool costs a small part of what rewriting the backup would. Method: the steps of the
 * workflow on the real engine, request units counted at the client. The figures of docs/cost.md are this test's with
 * {@code -Dusers=10000}; all but the last digits of them follow from the sizes of items alone.
 */
class ExportCostTest {
    private static final int USERS = Integer.getInteger("users", 1000);
    private static final int GROUPS = 20;

    /** What an export of any size writes: lock, manifest, and an item of what was seen for each worker and shard. */
    private static final long FIXED = 130;

    @Test
    void anUnchangedExportWritesUnderATwentiethOfARewrite() {
        try (LocalTable table = new LocalTable()) {
            CountedDynamoDb counted = new CountedDynamoDb(table.client());
            InMemoryUserPool pool = population();
            ExportDriver driver = new ExportDriver(counted, pool);
            System.out.printf("%d users, %d groups, %d memberships%n", USERS, GROUPS, USERS * 6 / 5);
            System.out.printf("%-28s %10s %8s %10s %12s%n", "", "write", "index", "read", "engine says");

            export("first export", driver, counted);
            Units unchanged = export("unchanged export", driver, counted);
            change(pool);
            Units changed = export("1 % changed", driver, counted);
            long rewrite = counted.rewrite();
            System.out.printf("%-28s %10d%n", "rewriting every item", rewrite);
            read(driver, counted, pool.users().get(USERS / 2));

            // A record of each user and membership, and what is read by page; no user of a group again.
            assertThat(unchanged.read()).isLessThan(2.9 * USERS);
            // From about 1,400 users on the fixed part is so small that the limit is 5 % of all.
            long fixed = USERS < 3000 ? FIXED : 0;
            assertThat(unchanged.write() + unchanged.index()).isLessThan(fixed + rewrite / 20);
            assertThat(changed.write() + changed.index()).isLessThan(fixed + rewrite / 8);
        }
    }

    private static Units export(String name, ExportDriver driver, CountedDynamoDb counted) {
        Units before = counted.units();
        driver.export(name);
        return print(name, counted.units().since(before));
    }

    private static void read(ExportDriver driver, CountedDynamoDb counted, User user) {
        Backup backup = driver.backups.backups().of(ExportDriver.POOL);
        List<Manifest> manifests = backup.manifests();
        Units before = counted.units();
        Shard.units()
                .forEach(unit -> assertThat(backup.differing(unit, manifests).values())
                        .allSatisfy(kinds -> assertThat(kinds).isEmpty()));
        print(
                "verifying all " + manifests.size() + " snapshots",
                counted.units().since(before));
        Units verified = counted.units();
        Shard.units().forEach(unit -> RecordKind.of(unit)
                .forEach(kind -> backup.snapshot(manifests.get(0).exportId()).read(kind, unit, record -> {})));
        print("reading the newest", counted.units().since(verified));
        Units one = counted.units();
        assertThat(backup.subsOf(user.username())).containsExactly(user.sub());
        for (Shard unit : List.of(user.key().shard(), Shard.UNSHARDED)) {
            RecordKind.of(unit).forEach(kind -> backup.snapshot(manifests.get(0).exportId())
                    .read(kind, unit, record -> {}));
        }
        print("reading one user's units", counted.units().since(one));
    }

    private static Units print(String name, Units units) {
        System.out.printf(
                "%-28s %10d %8d %10.1f %12.1f%n", name, units.write(), units.index(), units.read(), units.engine());
        return units;
    }

    private static InMemoryUserPool population() {
        InMemoryUserPool pool = new InMemoryUserPool(ExportDriver.POOL);
        for (int group = 0; group < GROUPS; group++) {
            pool.addGroup(new Group(
                    "group-" + group, Optional.of("Members of team " + group), Optional.of(group), Optional.empty()));
        }
        for (int number = 0; number < USERS; number++) {
            User user = pool.addUser(
                    "customer-" + number,
                    Map.of(
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
                            String.format("+1555%07d", number),
                            "phone_number_verified",
                            "false",
                            "locale",
                            "en-US",
                            "custom:tenant",
                            "tenant-" + number % 50));
            pool.join(user.sub(), "group-" + number % GROUPS);
            if (number % 5 == 0) {
                pool.join(user.sub(), "group-" + (number + 1) % GROUPS);
            }
        }
        return pool;
    }

    /** One user in a hundred gets another name, and half of those leave their group. */
    private static void change(InMemoryUserPool pool) {
        List<User> users = pool.users();
        for (int index = 0; index < users.size(); index += 100) {
            User user = users.get(index);
            pool.setAttribute(user.sub(), "name", "Renamed " + index);
            if (index % 200 == 0) {
                pool.groups().stream()
                        .filter(group -> pool.members(group.name()).contains(user.sub()))
                        .findFirst()
                        .ifPresent(group -> pool.leave(user.sub(), group.name()));
            }
        }
    }
}
