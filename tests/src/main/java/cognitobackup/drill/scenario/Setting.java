package cognitobackup.drill.scenario;

import cognitobackup.drill.StageOptions;
import java.util.Map;

/**
 * What the stage of a scenario has to be like.
 *
 * @param options of the local AWS and the functions
 * @param configuration keys of the primary stack's configuration, beside those that every stage needs
 * @param secondary whether the secondary Region has its stack
 * @param shared whether others of equal options and configuration may play on the same stage, before or after: each has
 *     a pool of its own, and leaves stacks and Regions as they were
 */
record Setting(StageOptions options, Map<String, String> configuration, boolean secondary, boolean shared) {
    Setting {
        configuration = Map.copyOf(configuration);
    }

    /** A stage of its own, with the stack of the primary Region alone. */
    static Setting plain() {
        return new Setting(StageOptions.standard(), Map.of(), false, false);
    }

    /** A stage on which restores may go into the pools that are backed up; several scenarios share it. */
    static Setting ofLivingPools() {
        return new Setting(StageOptions.standard(), Map.of("importIntoSources", "true"), false, true);
    }

    Setting withSecondary() {
        return new Setting(options, configuration, true, shared);
    }

    Setting withOptions(StageOptions other) {
        return new Setting(other, configuration, secondary, shared);
    }

    boolean sharesWith(Setting other) {
        return shared && other.shared && options.equals(other.options) && configuration.equals(other.configuration);
    }
}
