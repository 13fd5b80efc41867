package cognitobackup.backup;

import cognitobackup.backup.FaultyDynamoDb.Moment;
import cognitobackup.backup.Operation.Configure;
import cognitobackup.backup.Operation.CreateUser;
import cognitobackup.backup.Operation.Death;
import cognitobackup.backup.Operation.DeleteGroup;
import cognitobackup.backup.Operation.DeleteUser;
import cognitobackup.backup.Operation.EnableUser;
import cognitobackup.backup.Operation.Export;
import cognitobackup.backup.Operation.Join;
import cognitobackup.backup.Operation.Leave;
import cognitobackup.backup.Operation.Look;
import cognitobackup.backup.Operation.Pass;
import cognitobackup.backup.Operation.PutGroup;
import cognitobackup.backup.Operation.Redrive;
import cognitobackup.backup.Operation.ReleaseAfterDeath;
import cognitobackup.backup.Operation.RemoveClient;
import cognitobackup.backup.Operation.RemoveExpired;
import cognitobackup.backup.Operation.RenameUser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Random histories. Few names and few values, so that everything happens to the same records again and again; in a third
 * of them there is a time, mostly longer than the retention, in which every export dies.
 */
final class RandomOperations {
    private static final List<String> NAMES = List.of("ana", "ben", "eva", "uli");
    private static final List<String> GROUPS = List.of("g", "h#1");
    private static final List<String> VALUES = List.of("first", "second", "third");

    private final Random random;

    private RandomOperations(Random random) {
        this.random = random;
    }

    static List<Operation> of(long seed) {
        return new RandomOperations(new Random(seed)).operations();
    }

    private List<Operation> operations() {
        int length = 10 + random.nextInt(30);
        int badFrom = random.nextInt(3) == 0 ? random.nextInt(length) : length;
        int badTo = badFrom + 5 + random.nextInt(10);
        List<Operation> operations = new ArrayList<>();
        for (int index = 0; index < length; index++) {
            boolean bad = index >= badFrom && index < badTo;
            operations.add(new Pass(Duration.ofHours(bad ? 12 + random.nextInt(96) : 1 + random.nextInt(48))));
            operations.add(operation(bad));
        }
        return operations;
    }

    private Operation operation(boolean dies) {
        int kind = random.nextInt(100);
        if (kind < 40) {
            return change();
        }
        if (kind < 80) {
            return new Export(looks(), death(dies));
        }
        if (kind < 90) {
            return redrive(dies);
        }
        return kind < 97 ? new RemoveExpired(random.nextInt(4)) : new ReleaseAfterDeath();
    }

    private List<Look> looks() {
        List<Look> looks = new ArrayList<>();
        while (random.nextInt(2) == 0) {
            List<Operation> before = new ArrayList<>();
            while (random.nextInt(2) == 0) {
                before.add(duringAnExport());
            }
            looks.add(new Look(before, random.nextInt(5)));
        }
        return looks;
    }

    private Operation duringAnExport() {
        return switch (random.nextInt(12)) {
            case 0 -> new Pass(Duration.ofMinutes(1 + random.nextInt(600)));
            case 1 -> redrive(false);
            case 2 -> new Export(List.of(), Optional.empty());
            default -> change();
        };
    }

    private Operation redrive(boolean dies) {
        return new Redrive(random.nextInt(3) == 0 ? random.nextInt(4) : 0, random.nextInt(3) == 0, death(dies));
    }

    private Optional<Death> death(boolean certain) {
        Moment moment = random.nextBoolean() ? Moment.BEFORE : Moment.AFTER;
        if (certain) {
            return Optional.of(new Death(random.nextInt(4), moment));
        }
        return random.nextInt(5) < 2 ? Optional.of(new Death(random.nextInt(14), moment)) : Optional.empty();
    }

    private Operation change() {
        String name = one(NAMES);
        String group = one(GROUPS);
        return switch (random.nextInt(13)) {
            case 0, 1, 2 -> new CreateUser(name);
            case 3, 4 -> new RenameUser(name, one(VALUES));
            case 5 -> new EnableUser(name, random.nextBoolean());
            case 6, 7 -> new DeleteUser(name);
            case 8 -> new PutGroup(group, one(VALUES));
            case 9 -> random.nextInt(3) == 0 ? new DeleteGroup(group) : new PutGroup(group, one(VALUES));
            case 10 -> new Join(name, group);
            case 11 -> random.nextBoolean() ? new Join(name, group) : new Leave(name, group);
            default -> random.nextInt(3) == 0 ? new RemoveClient(one(NAMES)) : new Configure(one(NAMES), one(VALUES));
        };
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
