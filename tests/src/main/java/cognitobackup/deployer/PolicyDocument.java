package cognitobackup.deployer;

import cognitobackup.local.iam.MalformedPolicyException;

/** Policies on their way to the local AWS. */
final class PolicyDocument {
    private PolicyDocument() {}

    /** @throws RefusedResourceException where AWS would refuse the policy, or the local AWS has not built all of it */
    static void put(Registration registration, Runnable policy) {
        try {
            policy.run();
        } catch (MalformedPolicyException e) {
            throw new RefusedResourceException(registration, e.getMessage());
        }
    }
}
