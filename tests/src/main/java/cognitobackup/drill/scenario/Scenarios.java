package cognitobackup.drill.scenario;

import cognitobackup.drill.population.MadeUpPool;
import cognitobackup.drill.population.MadeUpPool.SignIn;
import java.util.List;
import java.util.Optional;

/** All scenarios, in the order in which they are listed and run. */
public final class Scenarios {
    private Scenarios() {}

    /** Each with a pool of its own, of some dozens of users. */
    public static List<Scenario> all() {
        return List.of(
                new RegionLoss(MadeUpPool.of(150, 10, 1, SignIn.USERNAME)),
                new PointInTime(),
                new BadDeployment(),
                new MissedNight(),
                new MassDeletion(),
                new PartialReplica(),
                new CrashAndResume(),
                new Upgrade(),
                new SingleUser(),
                new Drift(),
                new Adopt(),
                new Migrate(),
                new EveryKindOfUser());
    }

    /** The scenario of a name; empty if there is none. */
    public static Optional<Scenario> named(String name) {
        return all().stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }
}
