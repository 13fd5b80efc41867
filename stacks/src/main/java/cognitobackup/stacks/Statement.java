package cognitobackup.stacks;

import com.google.gson.GsonBuilder;
import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A statement of an IAM policy.
 *
 * @param effect Allow or Deny
 * @param actions the actions, each by name
 * @param principal who, in the policy of a resource or a role: a kind and an id
 * @param resources ARNs; none in the trust policy of a role
 * @param conditions all of which must hold
 * @param reason why it is needed, where no rehearsal shows that it is
 */
record Statement(
        String effect,
        List<String> actions,
        Optional<Principal> principal,
        List<Output<String>> resources,
        List<Condition> conditions,
        Optional<Reason> reason) {
    /** Who may: an AWS principal or a service. */
    record Principal(String kind, Output<String> id) {}

    /** Compares a key of the request with a value. */
    record Condition(String operator, String key, Output<String> value) {}

    static Statement allow(String... actions) {
        return new Statement("Allow", List.of(actions), Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    static Statement deny(String... actions) {
        return new Statement("Deny", List.of(actions), Optional.empty(), List.of(), List.of(), Optional.empty());
    }

    Statement to(String kind, Output<String> id) {
        return new Statement(effect, actions, Optional.of(new Principal(kind, id)), resources, conditions, reason);
    }

    Statement on(List<Output<String>> arns) {
        return new Statement(effect, actions, principal, arns, conditions, reason);
    }

    Statement on(Output<String> arn) {
        return on(List.of(arn));
    }

    /** For actions that know no resource, or in the policy of a resource where it means that one. */
    Statement onEverything() {
        return on(Output.of("*"));
    }

    Statement when(String operator, String key, Output<String> value) {
        var all = new ArrayList<>(conditions);
        all.add(new Condition(operator, key, value));
        return new Statement(effect, actions, principal, resources, all, reason);
    }

    /** Why it is granted although a rehearsal may never use it: the statement is called by that in the policy. */
    Statement because(Reason why) {
        return new Statement(effect, actions, principal, resources, conditions, Optional.of(why));
    }

    /** The trust policy of a role that a service of AWS takes on. */
    static Output<String> trust(String service) {
        return policy(List.of(allow("sts:AssumeRole").to("Service", Output.of(service))));
    }

    /** The same, for work of this account only: a service that acts for many accounts must not be talked into ours. */
    static Output<String> trust(String service, Site site) {
        return policy(List.of(allow("sts:AssumeRole")
                .to("Service", Output.of(service))
                .when("StringEquals", "aws:SourceAccount", site.account())));
    }

    /** The policy as JSON. */
    static Output<String> policy(List<Statement> statements) {
        var named = new ArrayList<Output<Map<String, Object>>>();
        for (int index = 0; index < statements.size(); index++) {
            // Unlike a reason, the name of a statement is unique in its policy.
            named.add(statements.get(index).resolved(String.valueOf(index)));
        }
        return Output.all(named).applyValue(resolved -> {
            var document = new LinkedHashMap<String, Object>();
            document.put("Version", "2012-10-17");
            document.put("Statement", withOneDenialOfEach(resolved));
            return new GsonBuilder().disableHtmlEscaping().create().toJson(document);
        });
    }

    /** What is denied on the same resources is denied in one statement: a policy is short, and some resources are many. */
    private static List<Map<String, Object>> withOneDenialOfEach(List<Map<String, Object>> statements) {
        var all = new ArrayList<Map<String, Object>>();
        var denials = new LinkedHashMap<Object, Set<Object>>();
        for (var statement : statements) {
            boolean denial = statement.get("Effect").equals("Deny")
                    && !statement.containsKey("Principal")
                    && !statement.containsKey("Condition");
            if (denial) {
                denials.computeIfAbsent(statement.get("Resource"), any -> new TreeSet<>())
                        .addAll((List<?>) statement.get("Action"));
            } else {
                all.add(statement);
            }
        }
        denials.forEach((resources, actions) ->
                all.add(Map.of("Effect", "Deny", "Action", List.copyOf(actions), "Resource", resources)));
        return all;
    }

    private Output<Map<String, Object>> resolved(String suffix) {
        var principalId = principal.map(Principal::id).orElse(Output.of(""));
        var values = Output.all(conditions.stream().map(Condition::value).toList());
        return Output.tuple(principalId, Output.all(resources), values).applyValue(known -> {
            var statement = new LinkedHashMap<String, Object>();
            reason.ifPresent(why -> statement.put("Sid", why.sid() + suffix));
            statement.put("Effect", effect);
            principal.ifPresent(who -> statement.put("Principal", Map.of(who.kind(), known.t1)));
            statement.put("Action", actions);
            if (!known.t2.isEmpty()) {
                statement.put("Resource", known.t2);
            }
            if (!known.t3.isEmpty()) {
                statement.put("Condition", conditionsWith(known.t3));
            }
            return statement;
        });
    }

    private Map<String, Map<String, String>> conditionsWith(List<String> values) {
        var byOperator = new LinkedHashMap<String, Map<String, String>>();
        for (int index = 0; index < conditions.size(); index++) {
            var condition = conditions.get(index);
            byOperator
                    .computeIfAbsent(condition.operator(), operator -> new LinkedHashMap<>())
                    .put(condition.key(), values.get(index));
        }
        return byOperator;
    }
}
