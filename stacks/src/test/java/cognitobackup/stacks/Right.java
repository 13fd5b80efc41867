package cognitobackup.stacks;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a policy of a role allows or denies: an action on a resource, or a service to take the role on, which is
 * {@code sts:AssumeRole} on the service's name.
 *
 * @param stack the role of the stack that has the IAM role
 * @param role the logical name of the IAM role
 * @param effect {@code Allow} or {@code Deny}
 * @param condition under which, as JSON, or empty
 */
record Right(String stack, String role, String effect, String action, String resource, String condition) {
    private static final String FIELD = "  ";

    boolean allows() {
        return effect.equals("Allow");
    }

    /** Whether this is about the same action of the same role, and about all the resources of the other, always. */
    boolean covers(Right other) {
        return isAboutActionOf(other)
                && matches(resource, other.resource)
                && (condition.isEmpty() || condition.equals(other.condition));
    }

    /** Whether there may be a resource that both are about. */
    boolean meets(Right other) {
        return isAboutActionOf(other) && (matches(resource, other.resource) || matches(other.resource, resource));
    }

    private boolean isAboutActionOf(Right other) {
        return stack.equals(other.stack) && role.equals(other.role) && action.equals(other.action);
    }

    private static boolean matches(String pattern, String resource) {
        return resource.matches(
                List.of(pattern.split("\\*", -1)).stream().map(Pattern::quote).collect(joining(".*")));
    }

    /** In words, as the end of a sentence. */
    String inWords() {
        return action + " on " + resource + (condition.isEmpty() ? "" : " under " + condition);
    }

    /** As a line of the file. */
    @Override
    public String toString() {
        var line = String.join(FIELD, stack, role, effect, action, resource);
        return condition.isEmpty() ? line : line + FIELD + condition;
    }

    static Right parse(String line) {
        var fields = List.of(line.split(FIELD, 6));
        return new Right(
                fields.get(0),
                fields.get(1),
                fields.get(2),
                fields.get(3),
                fields.get(4),
                fields.size() > 5 ? fields.get(5) : "");
    }
}
