package cognitobackup.local.iam;

import cognitobackup.local.http.AwsError;
import cognitobackup.local.http.QueryService;
import cognitobackup.local.http.QueryXml;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a deployment asks of IAM: roles, and policies of their own.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_Operations.html">Operations</a>
 */
public final class IamApi implements QueryService {
    private static final Pattern ROLE_NAME = Pattern.compile("[\\w+=,.@-]{1,64}");
    private static final Pattern POLICY_NAME = Pattern.compile("[\\w+=,.@-]{1,128}");

    /** Characters of a trust policy, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html. */
    private static final int MAX_TRUST = 2_048;

    /** Characters of all policies of a role's own, white space not counted, by the same page. */
    private static final int MAX_POLICIES = 10_240;

    private static final Set<String> OF_EVERY_CALL = Set.of("Action", "Version", "RoleName");

    private final Iam iam;
    private final Clock clock;

    public IamApi(Iam iam, Clock clock) {
        this.iam = iam;
        this.clock = clock;
    }

    @Override
    public String namespace() {
        return "https://iam.amazonaws.com/doc/2010-05-08/";
    }

    @Override
    public String call(String action, Map<String, String> parameters) {
        // Fronts of several Regions lead here, since IAM is one: each call sees what those before have done.
        synchronized (iam) {
            return switch (action) {
                case "CreateRole" -> createRole(parameters);
                case "UpdateAssumeRolePolicy" -> updateAssumeRolePolicy(parameters);
                case "PutRolePolicy" -> putRolePolicy(parameters);
                case "DeleteRolePolicy" -> deleteRolePolicy(parameters);
                case "DeleteRole" -> deleteRole(parameters);
                default -> throw AwsError.notBuilt("IAM's " + action);
            };
        }
    }

    private String createRole(Map<String, String> parameters) {
        // Nothing goes by descriptions and tags.
        refuseOthers("CreateRole", parameters, "AssumeRolePolicyDocument", "Description", "Path", "Tags");
        if (!parameters.getOrDefault("Path", "/").equals("/")) {
            throw AwsError.notBuilt("A role with a path");
        }
        String name = required(parameters, "RoleName", ROLE_NAME);
        String arn = iam.roleArn(name);
        if (iam.hasRole(arn)) {
            throw new AwsError(409, "EntityAlreadyExists", "Role with name " + name + " already exists.");
        }
        putTrust(arn, parameters, "AssumeRolePolicyDocument");
        return "<Role>"
                + QueryXml.element("Path", "/")
                + QueryXml.element("RoleName", name)
                + QueryXml.element("RoleId", roleId())
                + QueryXml.element("Arn", arn)
                + QueryXml.element(
                        "CreateDate",
                        clock.instant().truncatedTo(ChronoUnit.SECONDS).toString())
                + "</Role>";
    }

    private static String roleId() {
        String random = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
        return "AROA" + random.substring(0, 17);
    }

    private String updateAssumeRolePolicy(Map<String, String> parameters) {
        refuseOthers("UpdateAssumeRolePolicy", parameters, "PolicyDocument");
        putTrust(role(parameters), parameters, "PolicyDocument");
        return "";
    }

    private void putTrust(String roleArn, Map<String, String> parameters, String parameter) {
        String trust = document(parameters, parameter);
        if (trust.length() > MAX_TRUST) {
            throw limitExceeded("Cannot exceed quota for ACLSizePerRole: " + MAX_TRUST);
        }
        put(() -> iam.putRole(roleArn, trust));
    }

    private String putRolePolicy(Map<String, String> parameters) {
        refuseOthers("PutRolePolicy", parameters, "PolicyName", "PolicyDocument");
        String role = role(parameters);
        String name = required(parameters, "PolicyName", POLICY_NAME);
        Map<String, String> policies = new TreeMap<>(iam.rolePolicies(role));
        policies.put(name, document(parameters, "PolicyDocument"));
        int characters = policies.values().stream()
                .mapToInt(policy -> policy.replaceAll("\\s", "").length())
                .sum();
        if (characters > MAX_POLICIES) {
            throw limitExceeded("Maximum policy size of " + MAX_POLICIES + " bytes exceeded for role "
                    + parameters.get("RoleName"));
        }
        put(() -> iam.putRolePolicy(role, name, policies.get(name)));
        return "";
    }

    private String deleteRolePolicy(Map<String, String> parameters) {
        refuseOthers("DeleteRolePolicy", parameters, "PolicyName");
        String role = role(parameters);
        String name = required(parameters, "PolicyName", POLICY_NAME);
        if (!iam.rolePolicies(role).containsKey(name)) {
            throw noSuchEntity("The role policy with name " + name + " cannot be found.");
        }
        iam.deleteRolePolicy(role, name);
        return "";
    }

    private String deleteRole(Map<String, String> parameters) {
        refuseOthers("DeleteRole", parameters);
        String role = role(parameters);
        if (!iam.rolePolicies(role).isEmpty()) {
            throw new AwsError(409, "DeleteConflict", "Cannot delete entity, must delete policies first.");
        }
        iam.deleteRole(role);
        return "";
    }

    private String role(Map<String, String> parameters) {
        String name = required(parameters, "RoleName", ROLE_NAME);
        String arn = iam.roleArn(name);
        if (!iam.hasRole(arn)) {
            throw noSuchEntity("The role with name " + name + " cannot be found.");
        }
        return arn;
    }

    private static void put(Runnable policy) {
        try {
            policy.run();
        } catch (MalformedPolicyException e) {
            throw AwsError.badRequest("MalformedPolicyDocument", e.getMessage());
        }
    }

    private static String document(Map<String, String> parameters, String name) {
        String document = parameters.getOrDefault(name, "");
        if (document.isEmpty()) {
            throw invalid(name);
        }
        return document;
    }

    private static String required(Map<String, String> parameters, String name, Pattern form) {
        String value = parameters.getOrDefault(name, "");
        if (!form.matcher(value).matches()) {
            throw invalid(name);
        }
        return value;
    }

    private static void refuseOthers(String action, Map<String, String> parameters, String... built) {
        for (String parameter : parameters.keySet()) {
            String name = parameter.contains(".") ? parameter.substring(0, parameter.indexOf('.')) : parameter;
            if (!OF_EVERY_CALL.contains(name) && !Set.of(built).contains(name)) {
                throw AwsError.notBuilt("IAM's " + action + " with " + name);
            }
        }
    }

    private static AwsError invalid(String parameter) {
        return AwsError.badRequest(
                "ValidationError",
                "1 validation error detected: Value at '" + parameter + "' failed to satisfy constraint");
    }

    private static AwsError noSuchEntity(String message) {
        return new AwsError(404, "NoSuchEntity", message);
    }

    private static AwsError limitExceeded(String message) {
        return new AwsError(409, "LimitExceeded", message);
    }
}
