package cognitobackup.drill.grants;

import java.util.Locale;
import java.util.Map;

/** The report of grants as text: a block for each role, a line for each action on a resource. */
public final class GrantsText {
    private GrantsText() {}

    public static String of(GrantsLedger ledger) {
        StringBuilder text = new StringBuilder();
        Map<PlainGrant, GrantsLedger.Use> uses = ledger.uses();
        long unneeded = uses.values().stream().filter(use -> use.needed() == 0).count();
        text.append(String.format(
                Locale.ROOT,
                "Granted: %d actions on resources, %d of them used%n",
                uses.size(),
                uses.size() - unneeded));
        String role = "";
        for (Map.Entry<PlainGrant, GrantsLedger.Use> each : uses.entrySet()) {
            PlainGrant grant = each.getKey();
            if (!grant.role().equals(role)) {
                role = grant.role();
                text.append(role).append(System.lineSeparator());
            }
            text.append(String.format(
                    Locale.ROOT,
                    "  %-45s %-60s %s%n",
                    grant.action(),
                    grant.resource(),
                    description(grant, each.getValue())));
        }
        ledger.denials().stream()
                .distinct()
                .forEach(denial -> text.append("Denied: ").append(denial).append(System.lineSeparator()));
        return text.toString();
    }

    private static String description(PlainGrant grant, GrantsLedger.Use use) {
        if (use.needed() > 0) {
            return "used " + use.used();
        }
        String state = use.used() > 0 ? "used only where another grant allows it" : "never used";
        return grant.sid().isEmpty() ? state : state + " (" + grant.sid() + ")";
    }
}
