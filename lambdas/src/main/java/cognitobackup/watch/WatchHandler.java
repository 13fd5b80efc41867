package cognitobackup.watch;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;

/** Looks after the backups of this Region, every hour. Repeating it changes nothing. */
public class WatchHandler extends FunctionHandler<WatchHandler.Input, WatchHandler.Output> {
    @Inject
    WatchBackups watchBackups;

    public WatchHandler() {}

    public WatchHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        watchBackups.watch(deadline);
        return new Output();
    }

    /** Nothing: the schedule has nothing to say. */
    @Serdeable
    public record Input() {}

    /** Nothing: what there is to say are metrics. */
    @Serdeable
    public record Output() {}
}
