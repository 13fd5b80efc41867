package cognitobackup.notify;

import cognitobackup.backup.Notices;
import cognitobackup.backup.RunLock;
import cognitobackup.function.FunctionSettings;
import cognitobackup.function.TemporaryFailure;
import cognitobackup.function.Variables;
import cognitobackup.metrics.Metric;
import cognitobackup.metrics.Metrics;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives back what an execution held that ended otherwise than well, and tells of it once. */
@Singleton
class TellOfEnd {
    private static final Logger LOG = LoggerFactory.getLogger(TellOfEnd.class);

    /** The fields of both workflows' inputs that name a pool. */
    private static final List<String> POOL_FIELDS = List.of("userPoolId", "targetUserPoolId", "NewUserPoolId");

    /** How the name of the import workflow ends; there are only two workflows. */
    private static final String IMPORT_WORKFLOW = "import";

    private static final String NO_CAUSE_NEEDED = "ABORTED";

    private final EndedExecutions executions;
    private final RunLock lock;
    private final Notices notices;
    private final Topic topic;
    private final ObjectMapper json;
    private final FunctionSettings settings;
    private final Metrics metrics;
    private final String region;

    TellOfEnd(
            EndedExecutions executions,
            RunLock lock,
            Notices notices,
            Topic topic,
            ObjectMapper json,
            FunctionSettings settings,
            Metrics metrics,
            Variables variables) {
        this.executions = executions;
        this.lock = lock;
        this.notices = notices;
        this.topic = topic;
        this.json = json;
        this.settings = settings;
        this.metrics = metrics;
        this.region = variables.required("AWS_REGION", "a Region such as eu-west-1");
    }

    void tell(EndedExecution event) {
        EndedExecution execution = complete(event);
        // First, since the next run may be waiting; giving back twice changes nothing.
        for (String name : lockable(execution)) {
            if (lock.releaseAfterDeath(name, execution.arn())) {
                LOG.atInfo().addKeyValue("lock", name).log("gave back the lock of a run that ended early");
            }
        }
        switch (notices.claim(execution.arn())) {
            case TOLD -> LOG.atInfo().log("the end of this execution was told before");
            case CLAIMED ->
                throw new TemporaryFailure(
                        "Another invocation is about to tell of the end of " + execution.arn() + ".");
            case GRANTED -> {
                // Whether or not anybody can be told: counted twice is as bad as once.
                measure(execution);
                publish(execution);
            }
        }
    }

    private void measure(EndedExecution execution) {
        metrics.add(
                execution.stateMachineArn().endsWith(IMPORT_WORKFLOW) ? Metric.IMPORTS_FAILED : Metric.EXPORTS_FAILED,
                1);
    }

    private EndedExecution complete(EndedExecution event) {
        boolean known = event.input().isPresent()
                && (event.status().equals(NO_CAUSE_NEEDED) || event.error().isPresent());
        return known ? event : executions.complete(event);
    }

    /** Whatever the execution can have locked: locks are looked for by name, not by holder. */
    private Set<String> lockable(EndedExecution execution) {
        Set<String> names = new TreeSet<>(settings.userPoolIds());
        names.add(RunLock.importsOf(region));
        execution
                .input()
                .ifPresent(
                        input -> POOL_FIELDS.forEach(field -> text(input, field).ifPresent(names::add)));
        names.addAll(Stream.concat(settings.sourceUserPoolIds().stream(), names.stream())
                .map(RunLock::readersOf)
                .toList());
        return names;
    }

    private Optional<String> text(String input, String field) {
        try {
            JsonNode node = json.readValue(input, JsonNode.class);
            JsonNode value = node == null || !node.isObject() ? null : node.get(field);
            return value == null || !value.isString() || value.getStringValue().isEmpty()
                    ? Optional.empty()
                    : Optional.of(value.getStringValue());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void publish(EndedExecution execution) {
        String workflow = execution
                .stateMachineArn()
                .substring(execution.stateMachineArn().lastIndexOf(':') + 1);
        try {
            topic.publish(
                    subject("Cognito backup: " + execution.status() + " " + workflow),
                    "workflow: " + workflow + "\nstatus: " + execution.status() + "\nexecution: " + execution.arn()
                            + "\nreason: " + FailureText.of(execution) + "\n");
        } catch (RuntimeException e) {
            notices.giveBack(execution.arn());
            throw e;
        }
        notices.told(execution.arn());
    }

    /** SNS takes a subject of up to 100 characters. */
    private static String subject(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100);
    }
}
