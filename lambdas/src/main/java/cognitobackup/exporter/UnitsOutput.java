package cognitobackup.exporter;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * What a step answers that takes units one after the other.
 *
 * @param done false: invoke it again with this progress
 * @param progress all it has done so far, by unit: those that are done, and maybe one that is under way
 */
@Serdeable
public record UnitsOutput(boolean done, List<Progress> progress) {
    public UnitsOutput {
        progress = List.copyOf(progress);
    }
}
