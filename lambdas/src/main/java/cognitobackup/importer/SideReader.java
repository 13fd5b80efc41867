package cognitobackup.importer;

import cognitobackup.pool.ConfigurationPart;
import cognitobackup.pool.Group;
import cognitobackup.pool.Membership;
import cognitobackup.pool.RecordKind;
import cognitobackup.pool.Shard;
import cognitobackup.pool.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a unit of a snapshot down as part of one side of a comparison. */
final class SideReader {
    private final ImportRun run;
    private final String side;
    private final ComparedForm form;

    /** @param side what the side is called among the comparison's files */
    SideReader(ImportRun run, String side, ComparedForm form) {
        this.run = run;
        this.side = side;
        this.form = form;
    }

    VerifySnapshot.Progress read(SnapshotUnit unit, JsonLines.Writer files) {
        if (unit.shard().equals(Shard.UNSHARDED)) {
            unit.read(RecordKind.GROUP, Group.class, group -> form.group(group)
                    .ifPresent(record -> add(files, Shard.UNSHARDED, unit, record)));
            unit.read(RecordKind.CONFIGURATION, ConfigurationPart.class, part -> form.configuration(part)
                    .ifPresent(record -> add(files, Shard.UNSHARDED, unit, record)));
            return VerifySnapshot.Progress.read(0, 0, 0);
        }
        Map<String, List<String>> groupsBySub = new HashMap<>();
        unit.read(RecordKind.MEMBERSHIP, Membership.class, membership -> groupsBySub
                .computeIfAbsent(membership.sub(), sub -> new ArrayList<>())
                .add(membership.groupName()));
        unit.read(RecordKind.USER, User.class, user -> {
            Shard shard = form.shard(user);
            add(files, shard, unit, form.user(user));
            Optional.ofNullable(groupsBySub.remove(user.sub()))
                    .orElse(List.of())
                    .forEach(
                            group -> form.membership(user, group).ifPresent(record -> add(files, shard, unit, record)));
        });
        groupsBySub.forEach(
                (sub, groups) -> groups.forEach(group -> add(files, Shard.of(sub), unit, form.membership(sub, group))));
        return VerifySnapshot.Progress.read(0, 0, 0);
    }

    private void add(JsonLines.Writer files, Shard shard, SnapshotUnit unit, ComparedRecord record) {
        Division division = run.division();
        files.add(ImportFiles.compared(run, side, division.unit(shard), division.unit(unit.shard())), record);
    }
}
