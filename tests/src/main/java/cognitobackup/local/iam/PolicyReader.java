package cognitobackup.local.iam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads policies. What would change their meaning and is not built, such as NotAction, NotResource, NotPrincipal and
 * policy variables, is refused by name.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar of the IAM JSON
 *     policy language</a>
 */
final class PolicyReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> MEMBERS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_MEMBERS =
            Set.of("Sid", "Effect", "Principal", "Action", "Resource", "Condition");
    private static final Pattern ACTION = Pattern.compile("\\*|[a-z0-9-]+:[A-Za-z*?]+");
    private static final Pattern SID = Pattern.compile("[A-Za-z0-9]*");

    /** The keys that requests here have. Another one would never hold, which may not be what the policy means. */
    private static final Set<String> KEYS = Set.of(
            "aws:PrincipalAccount",
            "aws:PrincipalArn",
            "aws:SecureTransport",
            "aws:SourceAccount",
            "aws:SourceArn",
            "iam:PassedToService",
            "kms:CallerAccount",
            "kms:EncryptionContext:aws:logs:arn",
            "kms:EncryptionContext:aws:s3:arn",
            "kms:GrantIsForAWSResource",
            "kms:ViaService");

    private final boolean ofIdentity;

    private PolicyReader(boolean ofIdentity) {
        this.ofIdentity = ofIdentity;
    }

    /** What a role may do: statements without a principal. */
    static List<PolicyStatement> ofIdentity(String document) {
        return new PolicyReader(true).read(document);
    }

    /** Who may use a resource, or take on a role: statements with principals. */
    static List<PolicyStatement> ofResource(String document) {
        return new PolicyReader(false).read(document);
    }

    private List<PolicyStatement> read(String document) {
        JsonNode policy;
        try {
            policy = JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new MalformedPolicyException("not JSON: " + document);
        }
        refuseOthers(policy, MEMBERS);
        if (!policy.path("Version").asText().equals("2012-10-17")) {
            throw new MalformedPolicyException("a policy needs the Version 2012-10-17: " + document);
        }
        JsonNode statements = policy.path("Statement");
        if (statements.isMissingNode() || statements.isEmpty()) {
            throw new MalformedPolicyException("a policy without a statement: " + document);
        }
        List<PolicyStatement> read = new ArrayList<>();
        (statements.isArray() ? statements : JSON.createArrayNode().add(statements))
                .forEach(statement -> read.add(statement(statement)));
        return List.copyOf(read);
    }

    private PolicyStatement statement(JsonNode statement) {
        refuseOthers(statement, STATEMENT_MEMBERS);
        String sid = statement.path("Sid").asText("");
        if (!SID.matcher(sid).matches()) {
            throw new MalformedPolicyException("a Sid has letters and digits only: " + sid);
        }
        String effect = statement.path("Effect").asText();
        if (!effect.equals("Allow") && !effect.equals("Deny")) {
            throw new MalformedPolicyException("an Effect is Allow or Deny: " + statement);
        }
        List<String> actions = texts(statement.path("Action"));
        if (actions.isEmpty()) {
            throw new MalformedPolicyException("a statement without an Action: " + statement);
        }
        actions.forEach(PolicyReader::requireAction);
        return new PolicyStatement(
                sid,
                effect.equals("Allow"),
                principals(statement),
                actions,
                resources(statement),
                conditions(statement.path("Condition")));
    }

    private static void requireAction(String action) {
        if (!ACTION.matcher(action).matches()) {
            throw new MalformedPolicyException("not an action: " + action);
        }
    }

    private List<Principal> principals(JsonNode statement) {
        JsonNode principal = statement.path("Principal");
        if (ofIdentity != principal.isMissingNode()) {
            throw new MalformedPolicyException(
                    ofIdentity ? "a role's policy has no Principal" : "a statement without a Principal: " + statement);
        }
        if (principal.isTextual()) {
            if (!principal.asText().equals("*")) {
                throw new MalformedPolicyException("not a Principal: " + principal);
            }
            return List.of(new Principal(Principal.AWS, "*"));
        }
        List<Principal> principals = new ArrayList<>();
        principal.properties().forEach(kind -> {
            if (!Set.of(Principal.AWS, Principal.SERVICE).contains(kind.getKey())) {
                throw notBuilt("a Principal of the kind " + kind.getKey());
            }
            texts(kind.getValue()).forEach(id -> principals.add(new Principal(kind.getKey(), id)));
        });
        return List.copyOf(principals);
    }

    private List<String> resources(JsonNode statement) {
        List<String> resources = texts(statement.path("Resource"));
        if (ofIdentity && resources.isEmpty()) {
            throw new MalformedPolicyException("a statement without a Resource: " + statement);
        }
        for (String resource : resources) {
            if (!resource.equals("*") && !Wildcards.isArn(resource)) {
                throw new MalformedPolicyException("not the ARN of a resource: " + resource);
            }
            refuseVariables(resource);
        }
        return resources;
    }

    private static List<Condition> conditions(JsonNode condition) {
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> operator : condition.properties()) {
            if (!Condition.OPERATORS.contains(operator.getKey())) {
                throw notBuilt("the condition operator " + operator.getKey());
            }
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                if (!KEYS.contains(key.getKey())) {
                    throw notBuilt("the condition key " + key.getKey());
                }
                List<String> values = texts(key.getValue());
                values.forEach(PolicyReader::refuseVariables);
                conditions.add(new Condition(operator.getKey(), key.getKey(), values));
            }
        }
        return List.copyOf(conditions);
    }

    private static void refuseVariables(String text) {
        if (text.contains("${")) {
            throw notBuilt("a policy variable, as in " + text);
        }
    }

    private static void refuseOthers(JsonNode object, Set<String> built) {
        object.fieldNames().forEachRemaining(member -> {
            if (!built.contains(member)) {
                throw notBuilt(member);
            }
        });
    }

    private static MalformedPolicyException notBuilt(String what) {
        return new MalformedPolicyException("In policies of this local AWS is not built: " + what);
    }

    private static List<String> texts(JsonNode oneOrMore) {
        List<String> texts = new ArrayList<>();
        if (oneOrMore.isValueNode()) {
            texts.add(oneOrMore.asText());
        }
        oneOrMore.forEach(text -> texts.add(text.asText()));
        return List.copyOf(texts);
    }
}
