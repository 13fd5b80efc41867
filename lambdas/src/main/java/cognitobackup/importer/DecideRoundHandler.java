package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;
import java.util.List;

/** Decides whether there is work for the queues, or the report is next. */
public class DecideRoundHandler extends FunctionHandler<DecideRoundHandler.Input, DecideRoundHandler.Output> {
    @Inject
    DecideRound decideRound;

    public DecideRoundHandler() {}

    public DecideRoundHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        DecideRound.Decision decision = decideRound.decide(input.run(), input.round(), input.units());
        return new Output(decision.next(), decision.waitSeconds(), decision.workers());
    }

    /** What the comparison of each unit came to. */
    @Serdeable
    public record Input(ImportRun run, int round, List<CompareWithTarget.Progress> units) implements StepInput {
        @Override
        public String execution() {
            return run.execution();
        }
    }

    /** What the workflow goes on with; empty lists are written out, since the workflow reads them. */
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Output(DecideRound.Next next, int waitSeconds, List<DecideRound.Worker> workers) {}
}
