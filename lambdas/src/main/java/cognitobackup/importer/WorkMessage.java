package cognitobackup.importer;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * A message of an import's queues.
 *
 * @param importId the import that sent it; others drop it
 * @param users what is to be done, a user each
 * @param object the key of the file that has it instead, where a single user outgrows a message
 */
@Serdeable
record WorkMessage(
        String importId,
        @Nullable List<UserWork> users,
        @Nullable String object) {
    WorkMessage {
        users = users == null ? List.of() : users;
    }
}
