package cognitobackup.drill.scenario;

import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.drill.population.PoolDump;
import java.util.List;
import java.util.Optional;

/** Something that goes wrong with a user pool, and what its operator does then, rehearsed on a stage. */
public interface Scenario {
    /** What the command line calls it: words in lower case, joined by hyphens. */
    String name();

    /** One line: what goes wrong and what mends it. */
    String description();

    /** Two or three lines in an operator's words, printed before it runs. */
    List<String> story();

    /** Who is in the user pool that is backed up, when it begins. */
    PoolDump population();

    /** What its stage has to be like; as plain as can be where nothing is said. */
    default Setting setting() {
        return Setting.plain();
    }

    /** What it does with the local AWS of this process beyond AWS's APIs; empty where it plays on any endpoint. */
    default Optional<String> onlyHere() {
        return Optional.empty();
    }

    /** What happens, step by step; what it shows goes into the rehearsal. */
    void rehearse(Rehearsal rehearsal) throws InterruptedException, DeploymentFailedException;
}
