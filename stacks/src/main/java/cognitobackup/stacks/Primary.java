package cognitobackup.stacks;

import com.pulumi.core.Output;
import com.pulumi.resources.StackReference;
import java.util.List;

/** What the stack that has only the replica knows of the stack that owns the table: from Pulumi's state, not from the Region. */
final class Primary {
    private final StackReference stack;

    Primary(String name) {
        this.stack = new StackReference(name);
    }

    Output<String> tableName() {
        return stack.requireOutput(Program.TABLE_NAME).applyValue(String.class::cast);
    }

    Output<List<String>> userPoolIds() {
        return stack.requireOutput(Program.USER_POOL_IDS).applyValue(ids -> ((List<?>) ids)
                .stream().map(String.class::cast).toList());
    }
}
