package cognitobackup.stacks;

import com.pulumi.Context;
import com.pulumi.resources.StackReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings that a stack keeps once it is deployed, since what they decide cannot be changed in place: Pulumi would make it
 * anew. They are an output of the stack, so that the next deployment, or its preview, can tell before it registers anything
 * what has been changed and what to do instead. Pulumi itself would speak of protected resources, and of taking their
 * protection away.
 *
 * @param values by key; nothing of a stack that was not deployed yet, or by a version that did not say so
 */
record FixedSettings(Map<String, String> values) {
    static final String OUTPUT = "fixedSettings";

    private static final String ROLE = "role";
    private static final String PREFIX = NamesReader.PREFIX;
    private static final String EXISTING_TABLE = "existingTable";
    private static final String EXISTING_KEY = "existingKey";

    /** What was chosen when the table and its replica were made, where these are the stack's own. */
    private static final Map<String, String> OF_OWN_TABLE = Map.of(
            "secondaryRegion",
            "The replica of the stack's table stays where it is. Set it back; to have the backups in another Region, add a"
                    + " replica there by hand, and let a new stack take over the table (docs/adopt.md)",
            "tableKey",
            "The key of a table is chosen when it is made. Set it back; for another key, export into a new table with a"
                    + " deployment beside this one (docs/security.md)",
            "replicaKey",
            "The key of a replica is chosen when it is made. Set it back; for another key, export into a new table with a"
                    + " deployment beside this one (docs/security.md)");

    FixedSettings {
        values = Map.copyOf(values);
    }

    static FixedSettings of(Settings settings) {
        var values = new TreeMap<String, String>();
        values.put(ROLE, settings.roleName());
        values.put(SettingsReader.REGION_KEY, settings.region());
        values.put(PREFIX, settings.names().prefix());
        settings.secondaryRegion().ifPresent(region -> values.put("secondaryRegion", region));
        settings.existingTable().ifPresent(name -> values.put(EXISTING_TABLE, name));
        settings.tableKey().ifPresent(key -> values.put("tableKey", key));
        settings.replicaKey().ifPresent(key -> values.put("replicaKey", key));
        settings.existingKey().ifPresent(key -> values.put(EXISTING_KEY, key));
        return new FixedSettings(values);
    }

    /**
     * What this stack was deployed with the last time, from its own outputs in Pulumi's state. A stack without a deployment
     * has none.
     */
    static FixedSettings ofLastDeployment(Context context) {
        if (!isOrganizationKnown(System.getenv())) {
            context.log()
                    .warn(
                            "This version of Pulumi's CLI does not tell the program its organization: settings that a deployed"
                                    + " stack keeps are not checked. Update the CLI.");
            return new FixedSettings(Map.of());
        }
        var stack = new StackReference(
                String.join("/", context.organizationName(), context.projectName(), context.stackName()));
        var values = new TreeMap<String, String>();
        Optional.ofNullable(stack.getValueAsync(OUTPUT).join()).ifPresent(output -> ((Map<?, ?>) output)
                .forEach((key, value) -> values.put(String.valueOf(key), String.valueOf(value))));
        return new FixedSettings(values);
    }

    /**
     * An engine from before 2025 does not say, and a stack that is asked for under another organization is an error.
     *
     * @param environment of the program; without an engine the organization is whatever runs the program says
     * @see <a href="https://github.com/pulumi/pulumi-java/pull/1539">Implement getOrganizationName</a>
     */
    static boolean isOrganizationKnown(Map<String, String> environment) {
        return !environment.containsKey("PULUMI_MONITOR") || environment.containsKey("PULUMI_ORGANIZATION");
    }

    /** @throws InvalidSettingsException naming each key that was changed and may not be, and what to do instead */
    void requireUnchangedIn(FixedSettings next) {
        var problems = new ArrayList<String>();
        if (!values.isEmpty()) {
            unchanged(
                    ROLE,
                    next,
                    problems,
                    "A stack keeps its role, since one of them owns the table. Set it back, or make"
                            + " another stack for the other role");
            unchanged(
                    SettingsReader.REGION_KEY,
                    next,
                    problems,
                    "Nothing of a stack can be moved. Set it back, or make another stack for the other Region");
            unchanged(
                    PREFIX,
                    next,
                    problems,
                    "What is there keeps its name, and would be made anew under another. Set it"
                            + " back, or let another stack with the other prefix take over the table (docs/adopt.md)");
            if (has(EXISTING_TABLE) && !next.has(EXISTING_TABLE)) {
                unchanged(
                        EXISTING_TABLE,
                        next,
                        problems,
                        "The stack would make a new table, without the backups that there"
                                + " are. Set it back; to begin with an empty table, use a new stack");
            }
            if (!has(EXISTING_TABLE) && !next.has(EXISTING_TABLE) && isPrimary()) {
                OF_OWN_TABLE.forEach((key, instead) -> unchanged(key, next, problems, instead));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems.stream().sorted().toList());
        }
    }

    /**
     * What Pulumi is going to refuse, unless what is protected has been taken out of its state: only Pulumi can tell that, but
     * it does not say why, nor what to do.
     */
    List<String> warnings(FixedSettings next) {
        var warnings = new ArrayList<String>();
        if (isPrimary() && !has(EXISTING_TABLE) && next.has(EXISTING_TABLE)) {
            warnings.add(described(EXISTING_TABLE, next)
                    + " The stack's own table is protected, and Pulumi refuses to delete it. Take it out of Pulumi's state"
                    + " first, or use a new stack (docs/adopt.md).");
        }
        if (!values.isEmpty() && !has(EXISTING_KEY) && next.has(EXISTING_KEY)) {
            warnings.add(described(EXISTING_KEY, next)
                    + " The stack's own key is protected, since reports and logs are encrypted with it, and Pulumi refuses"
                    + " to delete it. Take it out of Pulumi's state first; it stays in AWS (docs/security.md).");
        }
        return warnings;
    }

    private void unchanged(String key, FixedSettings next, List<String> problems, String instead) {
        if (!value(key).equals(next.value(key))) {
            problems.add(described(key, next) + " " + instead + ".");
        }
    }

    private String described(String key, FixedSettings next) {
        return ConfiguredValues.named(key) + " is " + quoted(next.value(key)) + ", but the stack was deployed with "
                + quoted(value(key)) + ".";
    }

    private static String quoted(Optional<String> value) {
        return value.map(text -> "'" + text + "'").orElse("none");
    }

    private boolean isPrimary() {
        return "primary".equals(values.get(ROLE));
    }

    private boolean has(String key) {
        return values.containsKey(key);
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }
}
