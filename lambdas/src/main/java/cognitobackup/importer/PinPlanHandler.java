package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import cognitobackup.function.StepInput;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Inject;
import java.util.List;

/** Checks that the target can take the plan, and pins it. */
public class PinPlanHandler extends FunctionHandler<PinPlanHandler.Input, PinPlanHandler.Output> {
    @Inject
    PinPlan pinPlan;

    public PinPlanHandler() {}

    public PinPlanHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected Output handle(Input input, Deadline deadline) {
        PinPlan.Plan plan = pinPlan.pin(input.run(), input.units(), deadline);
        boolean dryRun = !input.run().options().purpose().changesTarget();
        return new Output(plan.memberLists(), dryRun, plan.units());
    }

    /** What the verification of each unit came to; nothing where the plan is pinned already. */
    @Serdeable
    public record Input(ImportRun run, @Nullable List<VerifySnapshot.Progress> units) implements StepInput {
        public Input {
            units = units == null ? List.of() : units;
        }

        @Override
        public String execution() {
            return run.execution();
        }
    }

    /** What the workflow goes on with; empty lists are written out, since the workflow reads them. */
    @Serdeable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Output(List<PinPlan.MemberList> memberLists, boolean dryRun, List<PinPlan.Unit> units) {}
}
