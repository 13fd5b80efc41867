package cognitobackup.backup;

import cognitobackup.backup.FaultyDynamoDb.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One thing that happens in the history of a pool. A history is a list of these; any list is a history. */
interface Operation {
    void in(PoolHistory history);

    /** Something that happens to the pool itself. */
    interface Change extends Operation {
        void to(LivePool pool);

        @Override
        default void in(PoolHistory history) {
            to(history.live());
        }
    }

    record CreateUser(String name) implements Change {
        @Override
        public void to(LivePool pool) {
            pool.createUser(name);
        }
    }

    record RenameUser(String name, String to) implements Change {
        @Override
        public void to(LivePool pool) {
            pool.rename(name, to);
        }
    }

    record EnableUser(String name, boolean enabled) implements Change {
        @Override
        public void to(LivePool pool) {
            pool.enable(name, enabled);
        }
    }

    record DeleteUser(String name) implements Change {
        @Override
        public void to(LivePool pool) {
            pool.deleteUser(name);
        }
    }

    record PutGroup(String name, String description) implements Change {
        @Override
        public void to(LivePool pool) {
            pool.putGroup(name, description);
        }
    }

    record DeleteGroup(String name) implements Change {
        @Override
        public void to(LivePool pool) {
            pool.deleteGroup(name);
        }
    }

    record Join(String name, String group) implements Change {
        @Override
        public void to(LivePool pool) {
            pool.join(name, group);
        }
    }

    record Leave(String name, String group) implements Change {
        @Override
        public void to(LivePool pool) {
            pool.leave(name, group);
        }
    }

    record Configure(String client, String value) implements Change {
        @Override
        public void to(LivePool pool) {
            pool.configure(client, value);
        }
    }

    record RemoveClient(String client) implements Change {
        @Override
        public void to(LivePool pool) {
            pool.removeConfiguration(client);
        }
    }

    /** Time passes, in whole minutes. */
    record Pass(Duration time) implements Operation {
        @Override
        public void in(PoolHistory history) {
            history.pass(time);
        }
    }

    /**
     * DynamoDB removes some of the items whose time has passed: it promises not when.
     *
     * @param choice which; 0 is all of them
     */
    record RemoveExpired(int choice) implements Operation {
        @Override
        public void in(PoolHistory history) {
            history.removeExpired(choice);
        }
    }

    /** The function that is told of dead executions gives back the lock of the one that died last. */
    record ReleaseAfterDeath() implements Operation {
        @Override
        public void in(PoolHistory history) {
            history.releaseAfterDeath();
        }
    }

    /**
     * An export by an execution of its own.
     *
     * @param looks at the pool, one after the other; a last one sees everything
     */
    record Export(List<Look> looks, Optional<Death> death) implements Operation {
        @Override
        public void in(PoolHistory history) {
            history.export(looks, death);
        }
    }

    /**
     * An execution that died is redriven, or its function is invoked again, and goes on with the step that it died in.
     *
     * @param back which of those that have not ended: 0 is the last to have begun
     * @param stillRunning its function never ended, and goes on with what it had read
     */
    record Redrive(int back, boolean stillRunning, Optional<Death> death) implements Operation {
        @Override
        public void in(PoolHistory history) {
            history.redrive(back, stillRunning, death);
        }
    }

    /**
     * A worker's look at a part of the pool.
     *
     * @param before what happens before it, while the export runs
     * @param choice which part; 0 is all of it
     */
    record Look(List<Operation> before, int choice) {}

    /** At which of its writes from now on an export dies, 0 being the next, and when. */
    record Death(int write, Moment moment) {}
}
