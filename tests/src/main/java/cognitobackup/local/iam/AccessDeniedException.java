package cognitobackup.local.iam;

/** What the policies do not allow. The message is AWS's: it names who, the action and the resource. */
public final class AccessDeniedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String roleArn;
    private final transient AccessRequest request;
    private final long nanoTime = System.nanoTime();

    private AccessDeniedException(String message, String roleArn, AccessRequest request) {
        super(message);
        this.roleArn = roleArn;
        this.request = request;
    }

    static AccessDeniedException explicitly(Caller caller, AccessRequest request) {
        return of(caller.arn(), caller.roleArn(), request, "with an explicit deny in a policy");
    }

    static AccessDeniedException implicitly(Caller caller, AccessRequest request, String kindOfPolicy) {
        return of(caller.arn(), caller.roleArn(), request, noPolicy(request, kindOfPolicy));
    }

    /** Of a service on its own account. */
    static AccessDeniedException ofService(String service, AccessRequest request) {
        return of(service, "", request, noPolicy(request, "resource-based"));
    }

    /** Of taking on a role. */
    static AccessDeniedException ofTrust(String service, String roleArn) {
        return of(
                service,
                "",
                AccessRequest.of("sts:AssumeRole", roleArn),
                "because the role's trust policy does not allow it");
    }

    private static String noPolicy(AccessRequest request, String kind) {
        return "because no " + kind + " policy allows the " + request.action() + " action";
    }

    private static AccessDeniedException of(String who, String roleArn, AccessRequest request, String why) {
        return new AccessDeniedException(
                "User: " + who + " is not authorized to perform: " + request.action() + " on resource: "
                        + request.resource() + " " + why,
                roleArn,
                request);
    }

    /** The role that may not; empty where it is a service on its own account. */
    public String roleArn() {
        return roleArn;
    }

    /** When, by {@link System#nanoTime}. */
    public long nanoTime() {
        return nanoTime;
    }

    public AccessRequest request() {
        return request;
    }
}
