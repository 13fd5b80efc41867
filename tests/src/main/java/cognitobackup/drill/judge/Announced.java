package cognitobackup.drill.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the report of an import says of the ways in which the restored pool is not the source. Only what is so for
 * everybody by nature, such as a new date of creation, may be said in general; everything else counts as announced only
 * where it is said of the very user, group or membership, and of the very attribute, link or second factor. Reads the
 * report and the map of identities as any of their readers would, and shares no code with what wrote them.
 */
public final class Announced {
    private static final Map<Reason, String> LINK_NOTES = Map.of(
            Reason.NO_PROVIDER, "the target has no such provider",
            Reason.PROFILE_OF_ITS_OWN, "has a profile of its own",
            Reason.LINKED_TO_ANOTHER, "it is linked to another user",
            Reason.MOST_LINKS, "as many links as Cognito allows");
    private static final Map<String, String> FACTORS = Map.of(
            "SOFTWARE_TOKEN_MFA", "authenticator app",
            "SMS_MFA", "codes by text message",
            "EMAIL_OTP", "codes by e-mail");

    private final List<String> general = new ArrayList<>();
    private final Set<String> inGeneral = new HashSet<>();
    private final Map<Subject, JsonNode> findings = new HashMap<>();
    private final IdentityMap map;
    private final long extraMemberships;

    private Announced(IdentityMap map, long extraMemberships) {
        this.map = map;
        this.extraMemberships = extraMemberships;
    }

    /** @param identity of a user or member, or a group's name */
    private record Subject(String kind, String identity, String group) {}

    /**
     * Reads a report.
     *
     * @param report {@code report.json}
     * @param map the file that it names as {@code identityMap}
     */
    public static Announced by(JsonNode report, IdentityMap map) {
        Announced announced = new Announced(
                map, report.path("notInSnapshot").path("memberships").asLong());
        // Each line begins with what it is about.
        report.path("notRestored").forEach(line -> {
            announced.general.add(line.asText());
            announced.inGeneral.add(beginning(line.asText()));
        });
        report.path("findings").forEach(announced::read);
        return announced;
    }

    /** The old sub's attribute has a colon in its name. */
    private static String beginning(String line) {
        return line.split(line.startsWith("custom:") ? ": " : "[: ,]", 2)[0];
    }

    private void read(JsonNode finding) {
        String group = finding.path("groupName").asText("");
        String identity = Optional.ofNullable(finding.path("identity").textValue())
                .orElse(finding.path("username").asText(group));
        findings.put(new Subject(finding.path("kind").asText(), identity, group), finding);
    }

    /** Those differences that the report says nothing of. */
    public List<Difference> unannounced(List<Difference> differences) {
        List<Difference> silent = new ArrayList<>();
        Map<String, Integer> linkNotesUsed = new HashMap<>();
        long extra = 0;
        for (Difference difference : differences) {
            boolean announced;
            if (difference.field().startsWith("User.links.")) {
                // A note names the provider and not the identity, so each note stands for one link.
                int used = linkNotesUsed.merge(difference.identity() + " " + difference.field(), 1, Integer::sum);
                announced = used <= linkNotes(difference);
            } else if (difference.field().startsWith("Membership.")
                    && difference.expected().isEmpty()) {
                announced =
                        difference.reason().equals(Optional.of(Reason.PROVIDER_GROUP)) || ++extra <= extraMemberships;
            } else {
                announced = announces(difference);
            }
            if (!announced) {
                silent.add(difference);
            }
        }
        return silent;
    }

    /** What the report says of somebody, for whoever looks into a difference. */
    public String about(String identity) {
        StringBuilder said = new StringBuilder();
        findings.forEach((subject, finding) -> {
            if (subject.identity().equals(identity)) {
                said.append(said.isEmpty() ? "" : ", ").append(finding);
            }
        });
        return said.toString();
    }

    /** Whether the report says that a user failed. */
    public boolean failed(String identity) {
        return outcome(new Subject("USER", identity, "")).equals("FAILED");
    }

    /** Whether the report says anything of a user but that it is as planned. */
    public boolean mentions(String identity) {
        return findings.keySet().stream().anyMatch(subject -> subject.identity().equals(identity));
    }

    private boolean announces(Difference difference) {
        String field = difference.field();
        String identity = difference.identity();
        boolean gone = difference.actual().isEmpty();
        if (difference.reason().equals(Optional.of(Reason.DATES))) {
            return inGeneral.contains("dates");
        }
        if (field.equals("User")) {
            Subject user = new Subject("USER", identity, "");
            boolean returns = difference.reason().equals(Optional.of(Reason.FEDERATED_PROFILE));
            boolean leftAlone = outcome(user).equals("SKIPPED") && reason(user).equals("identity taken");
            return gone && hasReason(user) && (leftAlone || outcome(user).equals(returns ? "SKIPPED" : "FAILED"));
        }
        if (field.startsWith("Membership.")) {
            return isNotRestored(new Subject("MEMBERSHIP", identity, field.substring("Membership.".length())));
        }
        if (field.equals("Group")) {
            // Nothing is lost by a group that Cognito itself keeps for an identity provider of the target.
            return gone
                    ? isNotRestored(new Subject("GROUP", identity, identity))
                    : difference.reason().equals(Optional.of(Reason.PROVIDER_GROUP));
        }
        if (field.startsWith("Group.")) {
            Subject group = new Subject("GROUP", identity, identity);
            return (outcome(group).equals("FAILED") || reason(group).contains("differs")) && hasReason(group);
        }
        return announcesField(difference, new Subject("USER", identity, ""), field.substring("User.".length()));
    }

    private boolean announcesField(Difference difference, Subject user, String name) {
        String expected = difference.expected().orElse("");
        String actual = difference.actual().orElse("");
        Optional<IdentityMap.Row> row = map.of(difference);
        return switch (name) {
            case "sub" ->
                row.filter(each ->
                                each.oldSub().equals(expected) && each.newSub().equals(actual))
                        .isPresent();
            case "Username" ->
                difference.reason().equals(Optional.of(Reason.NEW_USERNAME))
                        && inGeneral.contains(name)
                        && row.filter(each -> each.newSub().equals(actual)).isPresent();
            case "UserStatus" ->
                row.filter(each -> each.sourceStatus().equals(expected)
                                && each.targetStatus().equals(actual))
                        .isPresent();
            case "Enabled" -> differsIn(user, "enabled");
            case "mfa.passkeys", "mfa.preferred", "mfa.SMS_MFA", "mfa.EMAIL_OTP", "mfa.SOFTWARE_TOKEN_MFA" ->
                announcesFactor(difference, user, name.substring("mfa.".length()));
            default ->
                differsIn(user, name)
                        || namesInNote(user, name)
                        || (difference.reason().equals(Optional.of(Reason.OLD_SUB_KEPT)) && inGeneral.contains(name))
                        || (difference.reason().equals(Optional.of(Reason.NO_VALUE))
                                && inGeneral.contains("attributes"));
        };
    }

    /** Where no export asked for second factors, nobody can say whose are lost. */
    private boolean announcesFactor(Difference difference, Subject user, String factor) {
        Optional<Reason> reason = difference.reason();
        if (reason.equals(Optional.of(Reason.PASSKEYS))) {
            return inGeneral.contains("TOTP");
        }
        if (reason.equals(Optional.of(Reason.FACTOR_NOT_CAPTURED))) {
            return inGeneral.contains(factor.equals("SOFTWARE_TOKEN_MFA") ? "TOTP" : "codes");
        }
        if (reason.equals(Optional.of(Reason.FACTOR_DEMANDED))) {
            return general.stream().anyMatch(line -> line.startsWith("codes") && line.contains("requires"));
        }
        return difference.actual().isEmpty()
                && notes(user).stream().anyMatch(note -> note.contains(FACTORS.getOrDefault(factor, "none")));
    }

    private long linkNotes(Difference lost) {
        String provider = lost.field().substring("User.links.".length());
        String why = lost.reason().map(LINK_NOTES::get).orElse("is not restored: ");
        return lost.actual().isPresent()
                ? 0
                : notes(new Subject("USER", lost.identity(), "")).stream()
                        .filter(note ->
                                note.startsWith("its link to " + provider + " is not restored: ") && note.contains(why))
                        .count();
    }

    private boolean isNotRestored(Subject subject) {
        return Set.of("FAILED", "SKIPPED").contains(outcome(subject)) && hasReason(subject);
    }

    /** Whether a finding says that the user of the target differs in this. */
    private boolean differsIn(Subject user, String name) {
        boolean said = false;
        if (isNotRestored(user)) {
            for (JsonNode field : findings.get(user).path("fields")) {
                said |= field.asText().equals(name);
            }
        }
        return said;
    }

    private String outcome(Subject subject) {
        return findings.containsKey(subject)
                ? findings.get(subject).path("outcome").asText()
                : "";
    }

    private String reason(Subject subject) {
        return findings.containsKey(subject)
                ? findings.get(subject).path("reason").asText("")
                : "";
    }

    private boolean hasReason(Subject subject) {
        return !reason(subject).isBlank();
    }

    /**
     * Whether a note of the user names an attribute, or says of an address that it is restored unverified, or not at all:
     * then there is nothing that could be verified.
     */
    private boolean namesInNote(Subject user, String name) {
        Pattern named = Pattern.compile("(^|[ ,])" + Pattern.quote(name) + "(, |;|:|$)");
        String address = name.replace("_verified", "");
        String unverified = "has its " + address + "; it is restored unverified";
        String lost = "has its " + address + "; it is not restored";
        return notes(user).stream()
                .anyMatch(note -> note.contains(unverified)
                        ? name.endsWith("_verified")
                        : note.contains(lost) || named.matcher(note).find());
    }

    private List<String> notes(Subject user) {
        List<String> notes = new ArrayList<>();
        if (findings.containsKey(user)) {
            findings.get(user).path("notes").forEach(note -> notes.add(note.asText()));
        }
        return notes;
    }
}
