package cognitobackup.local.stepfunctions;

/** Thrown in a thread of control whose execution, Map or Parallel has ended without it. */
final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Cancelled() {
        super(null, null, false, false);
    }
}
