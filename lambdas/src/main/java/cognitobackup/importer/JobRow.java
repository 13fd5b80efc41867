package cognitobackup.importer;

import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;

/**
 * A user who is to be handed to an import job, as a line of an import's files.
 *
 * @param sub the source's sub
 * @param identity the user's identity
 * @param cells of its {@link CsvRow}
 */
@Serdeable
record JobRow(String sub, String identity, Map<String, String> cells) {
    static JobRow of(PlannedUser user, CsvRow row) {
        return new JobRow(user.sub(), user.identity(), row.cells());
    }

    CsvRow row() {
        return new CsvRow(cells);
    }
}
