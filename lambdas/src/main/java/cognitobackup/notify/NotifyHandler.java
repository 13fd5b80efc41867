package cognitobackup.notify;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;
import java.util.Map;

/** Tells of a run that came to its end by itself, if the deployment wants to know. */
public class NotifyHandler extends FunctionHandler<NotifyHandler.Input, NotifyHandler.Output> {
    @Inject
    NotifyOfSummary notifyOfSummary;

    public NotifyHandler() {}

    public NotifyHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        notifyOfSummary.notifyOf(input.workflow(), input.summary());
        return new Output();
    }

    /**
     * What is told.
     *
     * @param workflow {@code EXPORT} or {@code IMPORT}
     * @param summary the run's summary: ids and numbers by name, {@code outcome} among them
     */
    @Serdeable
    public record Input(String workflow, Map<String, Object> summary) {}

    /** Nothing. */
    @Serdeable
    public record Output() {}
}
