package cognitobackup.local.iam;

/** A policy that IAM would refuse, or that has something in it which is not built here. */
public final class MalformedPolicyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedPolicyException(String what) {
        super(what);
    }
}
