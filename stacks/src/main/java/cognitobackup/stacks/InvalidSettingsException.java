package cognitobackup.stacks;

import com.pulumi.exceptions.RunException;
import java.util.List;

/** Everything that is wrong with the configuration, at once. Pulumi prints its message without a stack trace. */
final class InvalidSettingsException extends RunException {
    private static final long serialVersionUID = 1L;

    InvalidSettingsException(List<String> problems) {
        super("The configuration cannot be used; nothing was registered.\n  - " + String.join("\n  - ", problems));
    }
}
