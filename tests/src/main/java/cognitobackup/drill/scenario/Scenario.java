package cognitobackup.drill.scenario;

import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.drill.Progress;
import cognitobackup.drill.Stage;
import cognitobackup.drill.StageOptions;
import cognitobackup.drill.summary.Summary;
import java.util.List;

/** Something that goes wrong with a user pool, and what its operator does then, rehearsed on a stage. */
public interface Scenario {
    /** What the command line calls it: words in lower case, joined by hyphens. */
    String name();

    /** One line: what goes wrong and what mends it. */
    String description();

    /** Two or three lines in an operator's words, printed before it runs. */
    List<String> story();

    /** How its stage is set. */
    default StageOptions options() {
        return StageOptions.standard();
    }

    /** What happens, step by step; what it shows goes into the rehearsal. */
    void rehearse(Rehearsal rehearsal) throws InterruptedException, DeploymentFailedException;

    /**
     * Runs the scenario to its end, or to the first step without which the rest makes no sense.
     *
     * @param stage newly started; left in whatever state
     */
    default Summary run(Stage stage, Progress progress) throws InterruptedException {
        return Rehearsal.of(this, stage, progress);
    }
}
