package cognitobackup.local.stepfunctions;

import java.util.List;
import java.util.Map;

/** A state of a definition that has been read and found valid. */
sealed interface State {
    String name();

    /** As AWS names the events of this type of state: {@code Task}, {@code Map}. */
    String type();

    default List<Retrier> retriers() {
        return List.of();
    }

    default List<Catcher> catchers() {
        return List.of();
    }

    /**
     * Invokes a Lambda function.
     *
     * @param resource {@code arn:…:states:::lambda:invoke} or the ARN of a Lambda function
     * @param arguments null: the state's input
     * @param timeoutSeconds null: none
     */
    record Task(
            String name,
            String resource,
            Template arguments,
            Template timeoutSeconds,
            Ending ending,
            List<Retrier> retriers,
            List<Catcher> catchers)
            implements State {
        @Override
        public String type() {
            return "Task";
        }

        boolean isOptimized() {
            return resource.endsWith(":states:::lambda:invoke");
        }
    }

    record Pass(String name, Ending ending) implements State {
        @Override
        public String type() {
            return "Pass";
        }
    }

    /**
     * Goes one way or another.
     *
     * @param otherwise null: no rule matching is a failure
     */
    record Choice(String name, List<Rule> rules, Ending otherwise) implements State {
        @Override
        public String type() {
            return "Choice";
        }
    }

    record Rule(Expression condition, Ending ending) {}

    /**
     * Does the same with every item.
     *
     * @param items null: the state's input
     * @param itemSelector null: the item
     * @param maxConcurrency null: as many as an inline Map may
     */
    record MapState(
            String name,
            Template items,
            Template itemSelector,
            Template maxConcurrency,
            Flow itemProcessor,
            Ending ending,
            List<Retrier> retriers,
            List<Catcher> catchers)
            implements State {
        @Override
        public String type() {
            return "Map";
        }
    }

    /**
     * Does several things beside each other.
     *
     * @param arguments null: the state's input
     */
    record Parallel(
            String name,
            Template arguments,
            List<Flow> branches,
            Ending ending,
            List<Retrier> retriers,
            List<Catcher> catchers)
            implements State {
        @Override
        public String type() {
            return "Parallel";
        }
    }

    /** One of seconds and timestamp is null. */
    record Wait(String name, Template seconds, Template timestamp, Ending ending) implements State {
        @Override
        public String type() {
            return "Wait";
        }
    }

    record Succeed(String name, Ending ending) implements State {
        @Override
        public String type() {
            return "Succeed";
        }
    }

    /** Error and cause may be null. */
    record Fail(String name, Template error, Template cause) implements State {
        @Override
        public String type() {
            return "Fail";
        }
    }

    /**
     * How a state is left.
     *
     * @param path where the fields of this stand in the state: empty, or such as {@code Choices[0]/}
     * @param output null: whatever the state's own output is
     * @param next null: the end
     */
    record Ending(String path, Template output, Map<String, Template> assign, String next) {}

    /**
     * When and how often a failed state is tried again.
     *
     * @param maxDelaySeconds null: none
     */
    record Retrier(
            List<String> errorEquals,
            long intervalSeconds,
            long maxAttempts,
            double backoffRate,
            Long maxDelaySeconds,
            boolean jitter) {}

    record Catcher(List<String> errorEquals, Ending ending) {}

    /** States that begin somewhere: a state machine, what a Map does with an item, a branch. */
    record Flow(String startAt, Map<String, State> states) {}
}
