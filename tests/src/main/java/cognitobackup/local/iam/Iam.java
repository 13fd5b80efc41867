package cognitobackup.local.iam;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * IAM of one account, and the policies of its resources: who has taken on which role, and what is allowed to it. What no
 * policy allows is denied.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public final class Iam {
    private final String accountId;
    private final Map<String, Role> roles = new ConcurrentHashMap<>();
    private final Map<String, List<PolicyStatement>> resourcePolicies = new ConcurrentHashMap<>();
    private final Map<String, String> keysOfResources = new ConcurrentHashMap<>();
    private final Map<String, Caller> callers = new ConcurrentHashMap<>();
    private final Map<Grant, Uses> uses = new ConcurrentHashMap<>();
    private final Set<Grant> withdrawn = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<AccessDeniedException> denials = new ConcurrentLinkedQueue<>();

    private record Uses(LongAdder used, LongAdder needed) {
        Uses() {
            this(new LongAdder(), new LongAdder());
        }
    }

    private record Policy(String text, List<PolicyStatement> statements) {}

    private record Role(List<PolicyStatement> trust, Map<String, Policy> policies) {
        Stream<PolicyStatement> statements() {
            return policies.values().stream().flatMap(policy -> policy.statements().stream());
        }
    }

    public Iam(String accountId) {
        this.accountId = accountId;
    }

    public String accountId() {
        return accountId;
    }

    /** The ARN of the account's role of a name. */
    public String roleArn(String name) {
        return "arn:aws:iam::" + accountId + ":role/" + name;
    }

    /**
     * Makes a role, or changes whom it trusts.
     *
     * @throws MalformedPolicyException if IAM would refuse the policy, or it is more than is built here
     */
    public void putRole(String roleArn, String trustPolicy) {
        List<PolicyStatement> trust = PolicyReader.ofResource(trustPolicy);
        roles.compute(
                roleArn, (arn, role) -> new Role(trust, role == null ? new ConcurrentHashMap<>() : role.policies()));
    }

    /**
     * Gives a role a policy of its own, or changes it.
     *
     * @throws MalformedPolicyException as above, or if there is no such role
     */
    public void putRolePolicy(String roleArn, String name, String policy) {
        Role role = roles.get(roleArn);
        if (role == null) {
            throw new MalformedPolicyException("there is no role " + roleArn);
        }
        role.policies().put(name, new Policy(policy, PolicyReader.ofIdentity(policy)));
    }

    /** Takes a policy away from a role, if it is there. */
    void deleteRolePolicy(String roleArn, String name) {
        roles.get(roleArn).policies().remove(name);
    }

    boolean hasRole(String roleArn) {
        return roles.containsKey(roleArn);
    }

    /** The policies of a role that is there, by their names, as they were written. */
    Map<String, String> rolePolicies(String roleArn) {
        return roles.get(roleArn).policies().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, policy -> policy.getValue().text()));
    }

    /** Deletes a role with its policies, if it is there. Sessions of it are denied everything from now on. */
    public void deleteRole(String roleArn) {
        roles.remove(roleArn);
    }

    /**
     * Says who may use a queue, a topic, a bucket or a key. Every key has a policy.
     *
     * @throws MalformedPolicyException if the service would refuse it, or it is more than is built here
     */
    public void putResourcePolicy(String resourceArn, String policy) {
        resourcePolicies.put(resourceArn, PolicyReader.ofResource(policy));
    }

    /** Deletes the policy of a resource, and what is known of its key. */
    public void deleteResource(String resourceArn) {
        resourcePolicies.remove(resourceArn);
        keysOfResources.remove(resourceArn);
    }

    /** What a queue, a topic, a bucket or a table is encrypted with: a key of the account. */
    public void encrypt(String resourceArn, String keyArn) {
        keysOfResources.put(resourceArn, keyArn);
    }

    /** The key of a resource; empty where AWS's own key encrypts it, which asks nothing of callers. */
    public Optional<String> keyOf(String resourceArn) {
        return Optional.ofNullable(keysOfResources.get(resourceArn));
    }

    /**
     * A service takes on a role for one of its resources.
     *
     * @param sourceArn the resource, as {@code aws:SourceArn}
     * @throws AccessDeniedException if there is no such role, or it does not trust the service for this resource
     */
    public Caller assume(String roleArn, String service, String sourceArn, String session) {
        Role role = roles.get(roleArn);
        AccessRequest request = AccessRequest.of("sts:AssumeRole", roleArn)
                .with(Map.of("aws:SourceAccount", accountId, "aws:SourceArn", sourceArn));
        boolean trusted = role != null
                && role.trust().stream()
                        .filter(statement -> statement.isAbout(request) && isService(statement, service))
                        .map(PolicyStatement::allows)
                        .reduce(Boolean::logicalAnd)
                        .orElse(false);
        if (!trusted) {
            throw denied(AccessDeniedException.ofTrust(service, roleArn));
        }
        return new Caller(roleArn, session);
    }

    /** A key that is given to somebody who has taken on a role: calls signed with it are theirs. */
    public void issue(String accessKeyId, Caller caller) {
        callers.put(accessKeyId, caller);
    }

    /** Whose key it is; empty for one that was not given out here, which is an administrator's. */
    public Optional<Caller> callerOf(String accessKeyId) {
        return Optional.ofNullable(callers.get(accessKeyId));
    }

    /**
     * Whether somebody may do something, by the role's policies, and that of the resource.
     *
     * @throws AccessDeniedException if not
     */
    public void authorize(Caller caller, AccessRequest request) {
        AccessRequest asked = request.with(Map.of(
                "aws:SecureTransport", "true", // The endpoints stand for AWS's, which have TLS.
                "aws:PrincipalArn", caller.roleArn(),
                "aws:PrincipalAccount", caller.accountId(),
                "kms:CallerAccount", caller.accountId()));
        List<PolicyStatement> ofResource = ofResource(asked).toList();
        Role role = roles.get(caller.roleArn());
        List<PolicyStatement> ofRole = role == null
                ? List.of()
                : role.statements()
                        .filter(statement -> statement.isAbout(asked))
                        .toList();
        boolean explicitly = Stream.concat(
                        ofRole.stream(), ofResource.stream().filter(statement -> isRole(statement, caller)))
                .anyMatch(statement -> !statement.allows());
        if (explicitly) {
            throw denied(AccessDeniedException.explicitly(caller, request));
        }
        boolean byResource = ofResource.stream().anyMatch(statement -> isRole(statement, caller));
        if (byResource) {
            return;
        }
        if (asked.isOfKey() && ofResource.stream().noneMatch(this::isAccount)) {
            throw denied(AccessDeniedException.implicitly(caller, request, "resource-based"));
        }
        Set<Grant> grants = grants(caller, ofRole, asked);
        if (grants.isEmpty()) {
            throw denied(AccessDeniedException.implicitly(caller, request, "identity-based"));
        }
        grants.forEach(grant -> {
            Uses counted = uses.computeIfAbsent(grant, any -> new Uses());
            counted.used().increment();
            if (grants.size() == 1) {
                counted.needed().increment();
            }
        });
    }

    /**
     * Whether a service may do something on its own account, which only the resource's policy can allow.
     *
     * @param sourceArn that of the service's resources for which it does
     * @throws AccessDeniedException if not
     */
    public void authorizeService(String service, String sourceArn, AccessRequest request) {
        AccessRequest asked = request.with(Map.of(
                "aws:SecureTransport", "true",
                "aws:SourceAccount", accountId,
                "aws:SourceArn", sourceArn));
        List<PolicyStatement> about = ofResource(asked)
                .filter(statement -> isService(statement, service))
                .toList();
        if (about.isEmpty() || about.stream().anyMatch(statement -> !statement.allows())) {
            throw denied(AccessDeniedException.ofService(service, request));
        }
    }

    private Stream<PolicyStatement> ofResource(AccessRequest request) {
        return resourcePolicies.getOrDefault(ownerOf(request.resource()), List.of()).stream()
                .filter(statement -> statement.isAbout(request));
    }

    /** An object's policy is its bucket's. */
    private static String ownerOf(String resourceArn) {
        return resourceArn.matches("arn:[a-z-]+:s3:::[^/]+/.*")
                ? resourceArn.substring(0, resourceArn.indexOf('/'))
                : resourceArn;
    }

    private Set<Grant> grants(Caller caller, List<PolicyStatement> ofRole, AccessRequest request) {
        Set<Grant> grants = new HashSet<>();
        for (PolicyStatement statement : ofRole) {
            grantsOf(caller.roleArn(), statement)
                    .filter(grant -> grant.allows(request.action(), request.resource()))
                    .filter(grant -> !withdrawn.contains(grant))
                    .forEach(grants::add);
        }
        return grants;
    }

    private static Stream<Grant> grantsOf(String roleArn, PolicyStatement statement) {
        return statement.actions().stream().flatMap(action -> statement.resources().stream()
                .map(resource -> new Grant(roleArn, action, resource, statement.condition(), statement.sid())));
    }

    private static boolean isService(PolicyStatement statement, String service) {
        return statement.principals().stream()
                .anyMatch(principal ->
                        principal.isEverybody() || principal.equals(new Principal(Principal.SERVICE, service)));
    }

    /** Whether a statement names this role, or everybody. */
    private static boolean isRole(PolicyStatement statement, Caller caller) {
        return statement.principals().stream()
                .anyMatch(principal ->
                        principal.isEverybody() || principal.equals(new Principal(Principal.AWS, caller.roleArn())));
    }

    /** Whether a statement leaves it to the account's own policies who may. */
    private boolean isAccount(PolicyStatement statement) {
        return statement.allows()
                && statement.principals().stream()
                        .anyMatch(principal -> principal.kind().equals(Principal.AWS)
                                && principal.id().matches("arn:[a-z-]+:iam::" + accountId + ":root"));
    }

    private AccessDeniedException denied(AccessDeniedException denial) {
        denials.add(denial);
        return denial;
    }

    /** Everything that was denied so far. */
    public List<AccessDeniedException> denials() {
        return List.copyOf(denials);
    }

    /** Every grant of every role there is, and how it was used. */
    public List<GrantUse> grants() {
        Set<Grant> all = new HashSet<>();
        roles.forEach((arn, role) -> role.statements()
                .filter(PolicyStatement::allows)
                .forEach(statement -> grantsOf(arn, statement).forEach(all::add)));
        List<GrantUse> result = new ArrayList<>();
        for (Grant grant : all) {
            Uses counted = uses.getOrDefault(grant, new Uses());
            result.add(
                    new GrantUse(grant, counted.used().sum(), counted.needed().sum()));
        }
        return result;
    }

    /** Takes a grant away from its role. */
    public void withdraw(Grant grant) {
        withdrawn.add(grant);
    }

    /** Gives back what was taken away. */
    public void giveBack(Grant grant) {
        withdrawn.remove(grant);
    }
}
