package cognitobackup.drill.judge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the report of an import says of the ways in which the restored pool is not the source: in general, and of single
 * users, groups and memberships. Reads the report as any of its readers would, and shares no code with what wrote it.
 */
public final class Announced {
    private final Set<String> inGeneral = new HashSet<>();
    private final Map<Subject, JsonNode> findings = new HashMap<>();

    private Announced() {}

    /** @param identity of a user or member, or a group's name */
    private record Subject(String kind, String identity, String group) {}

    /**
     * Reads a report.
     *
     * @param report {@code report.json}
     */
    public static Announced by(JsonNode report) {
        Announced announced = new Announced();
        // Each line begins with what it is about.
        report.path("notRestored")
                .forEach(line -> announced.inGeneral.add(line.asText().split("[: ,]", 2)[0]));
        report.path("findings").forEach(announced::read);
        return announced;
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
        for (Difference difference : differences) {
            if (!announces(difference)) {
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

    private boolean announces(Difference difference) {
        String field = difference.field();
        String identity = difference.identity();
        boolean gone = difference.actual().isEmpty();
        if (field.endsWith("Date")) {
            return inGeneral.contains("dates");
        }
        if (field.equals("User")) {
            return gone && isNotRestored(new Subject("USER", identity, ""));
        }
        if (field.startsWith("Membership.")) {
            return gone && isNotRestored(new Subject("MEMBERSHIP", identity, field.substring("Membership.".length())));
        }
        if (field.equals("Group")) {
            // Nothing is lost by a group that Cognito itself keeps for an identity provider of the target.
            return gone
                    ? isNotRestored(new Subject("GROUP", identity, identity))
                    : difference.reason().equals(Optional.of(Reason.PROVIDER_GROUP));
        }
        if (field.startsWith("Group.")) {
            return isWrong(new Subject("GROUP", identity, identity));
        }
        return announcesField(difference, new Subject("USER", identity, ""), field.substring("User.".length()));
    }

    private boolean announcesField(Difference difference, Subject user, String name) {
        return switch (name) {
            case "sub", "Username" -> inGeneral.contains(name);
            case "UserStatus" -> inGeneral.contains("status");
            case "identities" ->
                (difference.reason().equals(Optional.of(Reason.DATES)) && inGeneral.contains("dates"))
                        || inGeneral.contains("links")
                        || notes(user, "link");
            default ->
                isWrong(user)
                        || notes(user, name)
                        || inGeneral.contains(name)
                        || (difference.reason().equals(Optional.of(Reason.NO_VALUE))
                                && inGeneral.contains("attributes"));
        };
    }

    private boolean isNotRestored(Subject subject) {
        return Set.of("FAILED", "SKIPPED").contains(outcome(subject)) && hasReason(subject);
    }

    private boolean isWrong(Subject subject) {
        return outcome(subject).equals("FAILED") && hasReason(subject);
    }

    private String outcome(Subject subject) {
        return findings.containsKey(subject)
                ? findings.get(subject).path("outcome").asText()
                : "";
    }

    private boolean hasReason(Subject subject) {
        return !findings.get(subject).path("reason").asText("").isBlank();
    }

    /** Whether a note of the user names this. */
    private boolean notes(Subject user, String about) {
        if (findings.containsKey(user)) {
            for (JsonNode note : findings.get(user).path("notes")) {
                if (note.asText().contains(about)) {
                    return true;
                }
            }
        }
        return false;
    }
}
