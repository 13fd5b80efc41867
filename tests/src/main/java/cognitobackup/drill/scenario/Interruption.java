package cognitobackup.drill.scenario;

import cognitobackup.drill.Stage;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds up the calls of Cognito on one pool from some call on, so that a workflow can be stopped just there. */
final class Interruption {
    private static final int LONGEST_MINUTES = 10;

    private final String userPoolId;
    private Point point;

    private static final class Point {
        private final String operation;
        private final CountDownLatch released = new CountDownLatch(1);
        private int callsLeft;

        Point(String operation, int nth) {
            this.operation = operation;
            this.callsLeft = nth;
        }
    }

    Interruption(Stage stage, String userPoolId) {
        this.userPoolId = userPoolId;
        stage.userPools(Stage.PRIMARY).calls().listen(this::called);
    }

    /** From the n-th call of an operation on, beginning with 1, its calls are held up. */
    synchronized void holdAt(String operation, int nth) {
        point = new Point(operation, nth);
    }

    /** Whether that call has come. */
    synchronized boolean isHolding() {
        return point != null && point.callsLeft <= 0;
    }

    /** Lets every call go on. */
    synchronized void release() {
        if (point != null) {
            point.released.countDown();
            point = null;
        }
    }

    private void called(String operation, ObjectNode request) {
        Point reached = reached(operation, request.path("UserPoolId").asText());
        if (reached == null) {
            return;
        }
        try {
            // A call that waits in vain goes on: the scenario then shows what came of it.
            boolean inTime = reached.released.await(LONGEST_MINUTES, TimeUnit.MINUTES);
            assert inTime;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Point reached(String operation, String calledPoolId) {
        boolean concerned = point != null && point.operation.equals(operation) && calledPoolId.equals(userPoolId);
        return concerned && --point.callsLeft <= 0 ? point : null;
    }
}
