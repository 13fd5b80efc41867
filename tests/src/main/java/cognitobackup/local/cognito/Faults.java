package cognitobackup.local.cognito;

import cognitobackup.local.http.AwsError;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Errors that a test plans. One that was planned and has not fired shows in {@link #pending()}. */
public final class Faults {
    private final List<Fault> planned = new ArrayList<>();

    /** The n-th call of an operation from now on, beginning with 1, has no effect and is answered with this error. */
    public void fail(String operation, int nth, AwsError error) {
        plan(operation, nth, error, false);
    }

    /** The n-th call of an operation from now on, beginning with 1, takes effect and is answered with this error. */
    public void failAfterEffect(String operation, int nth, AwsError error) {
        plan(operation, nth, error, true);
    }

    /** The operations of the faults that have not fired yet. */
    public synchronized List<String> pending() {
        return planned.stream().map(fault -> fault.operation).toList();
    }

    private synchronized void plan(String operation, int nth, AwsError error, boolean afterEffect) {
        if (nth < 1) {
            throw new IllegalArgumentException("Calls are counted from 1, not from " + nth);
        }
        planned.add(new Fault(operation, nth, error, afterEffect));
    }

    /**
     * Counts a call.
     *
     * @return the error that the call is to be answered with after it has taken effect
     * @throws AwsError the error that the call is to be answered with instead
     */
    synchronized Optional<AwsError> call(String operation) {
        List<Fault> due = new ArrayList<>();
        Iterator<Fault> faults = planned.iterator();
        while (faults.hasNext()) {
            Fault fault = faults.next();
            if (fault.operation.equals(operation) && --fault.callsLeft == 0) {
                faults.remove();
                due.add(fault);
            }
        }
        for (Fault fault : due) {
            if (!fault.afterEffect) {
                throw fault.error;
            }
        }
        return due.stream().map(fault -> fault.error).findFirst();
    }

    private static final class Fault {
        private final String operation;
        private final AwsError error;
        private final boolean afterEffect;
        private int callsLeft;

        Fault(String operation, int callsLeft, AwsError error, boolean afterEffect) {
            this.operation = operation;
            this.callsLeft = callsLeft;
            this.error = error;
            this.afterEffect = afterEffect;
        }
    }
}
