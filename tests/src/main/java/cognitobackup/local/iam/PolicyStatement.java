package cognitobackup.local.iam;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A statement of a policy.
 *
 * @param sid its name, or empty
 * @param allows whether it allows or denies
 * @param principals whom, in the policies of resources and roles; empty in what a role may do
 * @param actions patterns such as {@code sqs:SendMessage} and {@code kms:ReEncrypt*}
 * @param resources ARNs with wildcards, or {@code *}; empty in a trust policy
 * @param conditions all of which must hold
 */
record PolicyStatement(
        String sid,
        boolean allows,
        List<Principal> principals,
        List<String> actions,
        List<String> resources,
        List<Condition> conditions) {
    boolean isAbout(AccessRequest request) {
        return actions.stream().anyMatch(action -> isAction(action, request.action()))
                && (resources.isEmpty()
                        || resources.stream().anyMatch(resource -> isResource(resource, request.resource())))
                && holds(request.context());
    }

    boolean holds(Map<String, String> context) {
        return conditions.stream().allMatch(condition -> condition.holds(context));
    }

    /** Names of actions are the same in upper and lower case; ARNs are not. */
    static boolean isAction(String pattern, String action) {
        return Wildcards.match(pattern.toLowerCase(Locale.ROOT), action.toLowerCase(Locale.ROOT));
    }

    static boolean isResource(String pattern, String resource) {
        return pattern.equals("*") || Wildcards.matchArn(pattern, resource);
    }

    String condition() {
        return conditions.stream().map(Condition::toString).sorted().collect(Collectors.joining(" and "));
    }
}
