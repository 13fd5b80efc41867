package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;
import java.util.List;

/** Decides which snapshot is used. */
public class ChooseSnapshotHandler extends FunctionHandler<ChooseSnapshotHandler.Input, ChooseSnapshotHandler.Output> {
    @Inject
    ChooseSnapshot chooseSnapshot;

    public ChooseSnapshotHandler() {}

    public ChooseSnapshotHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        ChooseSnapshot.Choice choice =
                chooseSnapshot.choose(input.run(), input.units(), input.looked(), input.searches());
        return new Output(choice.next(), choice.run());
    }

    /**
     * What is known of the snapshot.
     *
     * @param units what the verification of each unit came to
     * @param looked which exports each unit is whole in; nothing before that was asked for
     * @param searches how often it was asked for
     */
    @Serdeable
    public record Input(
            ImportRun run,
            List<VerifySnapshot.Progress> units,
            @Nullable List<FindWholeExports.Looked> looked,
            int searches)
            implements StepInput {
        public Input {
            looked = looked == null ? List.of() : looked;
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }

    /** What the workflow goes on with, and the run from then on. */
    @Serdeable
    public record Output(ChooseSnapshot.Next next, ImportRun run) {}
}
