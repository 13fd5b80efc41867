package cognitobackup.drill.scenario;

import cognitobackup.deployer.DeploymentFailedException;
import cognitobackup.drill.Progress;
import cognitobackup.drill.Stage;
import cognitobackup.drill.StageOptions;
import cognitobackup.drill.endpoint.Endpoint;
import cognitobackup.drill.endpoint.Lack;
import cognitobackup.drill.grants.GrantsLedger;
import cognitobackup.drill.judge.Difference;
import cognitobackup.drill.judge.Judge;
import cognitobackup.drill.judge.Reason;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolFileException;
import cognitobackup.drill.summary.Summary;
import cognitobackup.drill.summary.SummaryText;
import cognitobackup.local.LambdaMode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sets the stage for scenarios, and runs them on it; those that can share a stage do. */
public final class Rehearsals {
    /** Why a pool that was filled may look unlike what it was filled with: dates are its own, no listing shows the rest. */
    private static final Set<Reason> NOT_READ_BACK = Set.of(Reason.DATES, Reason.FACTOR_NOT_CAPTURED, Reason.PASSKEYS);

    private final LambdaMode lambda;
    private final PrintWriter out;
    private final GrantsLedger grants = new GrantsLedger();
    private final Optional<Endpoint> endpoint;
    private Sabotage sabotage = Sabotage.NONE;
    private boolean waits = true;

    /**
     * Prints what is done, and what each scenario has shown when it is over.
     *
     * @param lambda what functions run in
     */
    public Rehearsals(LambdaMode lambda, PrintWriter out) {
        this(lambda, out, Optional.empty());
    }

    /** @param endpoint what has Cognito, the tables, queues, topics and buckets instead of this process */
    public Rehearsals(LambdaMode lambda, PrintWriter out, Optional<Endpoint> endpoint) {
        this.lambda = lambda;
        this.out = out;
        this.endpoint = endpoint;
    }

    /**
     * Runs scenarios to their ends, or each to the first step without which the rest makes no sense.
     *
     * @return what they found, in the same order
     * @throws PoolFileException when Cognito could not hold a population
     */
    public List<Summary> run(List<Scenario> scenarios) throws InterruptedException {
        Map<Scenario, Summary> summaries = new LinkedHashMap<>();
        scenarios.forEach(scenario -> summaries.put(scenario, null));
        for (List<Scenario> company : companies(scenarios)) {
            runOnOneStage(company, summaries);
        }
        return List.copyOf(summaries.values());
    }

    /** Has something spoilt on every stage. */
    public Rehearsals with(Sabotage spoiler) {
        this.sabotage = spoiler;
        return this;
    }

    /** Workflows do not wait as long as they say: for tests of what is done, and not of how long it takes. */
    public Rehearsals withoutWaiting() {
        this.waits = false;
        return this;
    }

    /** What the stacks' roles were granted on the stages so far, and what of it was used. */
    public GrantsLedger grants() {
        return grants;
    }

    private static List<List<Scenario>> companies(List<Scenario> scenarios) {
        List<List<Scenario>> companies = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            Optional<List<Scenario>> company = companies.stream()
                    .filter(others -> others.get(0).setting().sharesWith(scenario.setting()))
                    .findFirst();
            company.ifPresentOrElse(
                    others -> others.add(scenario), () -> companies.add(new ArrayList<>(List.of(scenario))));
        }
        return companies;
    }

    private void runOnOneStage(List<Scenario> company, Map<Scenario, Summary> summaries) throws InterruptedException {
        boolean alone = company.size() == 1;
        if (alone) {
            tell(company.get(0));
        } else {
            out.println("One stage for " + company.stream().map(Scenario::name).collect(Collectors.joining(", ")));
        }
        Progress progress = new Progress(out);
        StageOptions asked =
                company.get(0).setting().options().withLambda(lambda).at(endpoint);
        StageOptions options = waits ? asked : asked.withoutWaiting();
        progress.say(endpoint.map(there -> "Cognito, DynamoDB, SQS, SNS and S3 are at " + there.uri()
                                + ". What runs there: " + there.runs())
                        .orElse("Starting a local AWS with two Regions")
                + ". Its Cognito has quotas " + options.quotaFactor()
                + " times AWS's, so the times below are no forecast.");
        endpoint.ifPresent(there -> there.leftOut().forEach(progress::say));
        try (Stage stage = Stage.start(options)) {
            List<PoolDump> sources = new ArrayList<>();
            for (Scenario scenario : company) {
                sources.add(fill(stage, scenario.population(), progress));
            }
            Optional<DeploymentFailedException> failure = deploy(stage, company, sources, progress);
            sabotage.deployed(stage);
            for (int i = 0; i < company.size(); i++) {
                Scenario scenario = company.get(i);
                if (!alone) {
                    tell(scenario);
                }
                Rehearsal rehearsal = new Rehearsal(stage, sources.get(i), progress, sabotage);
                Summary summary =
                        failure.isPresent() ? rehearsal.cannot(scenario, failure.get()) : rehearsal.run(scenario);
                summaries.put(scenario, summary);
                out.println(SummaryText.of(summary));
                out.println();
            }
            grants.add(stage.iam());
        }
    }

    private void tell(Scenario scenario) {
        out.println("Scenario " + scenario.name());
        scenario.story().forEach(line -> out.println("  " + line));
        out.println();
    }

    /** Reads the pool back: what never got into it cannot be missed in a restored one. */
    private static PoolDump fill(Stage stage, PoolDump population, Progress progress) {
        progress.say(String.format(
                Locale.ROOT,
                "Filling a user pool with %,d users, %,d groups and %,d memberships",
                population.users().size(),
                population.groups().size(),
                population.memberships().size()));
        PoolDump source = population.inPool(stage.createPool(Stage.PRIMARY, population.userPool()));
        stage.fill(Stage.PRIMARY, source)
                .forEach(
                        (why, users) -> progress.say(String.format(Locale.ROOT, "Left out: %,d users %s", users, why)));
        PoolDump filled = Rehearsal.read(stage, Stage.PRIMARY, source.userPoolId(), source);
        if (!stage.has(Lack.ANY_STATUS)) {
            // Users have other subs there, and some are not there at all; what is there is what is restored.
            return filled;
        }
        List<Difference> unlike = Judge.compare(source, filled).stream()
                .filter(difference ->
                        difference.reason().filter(NOT_READ_BACK::contains).isEmpty())
                .toList();
        if (!unlike.isEmpty()) {
            throw new IllegalStateException("The source pool does not hold the population: " + unlike);
        }
        return filled;
    }

    private static Optional<DeploymentFailedException> deploy(
            Stage stage, List<Scenario> company, List<PoolDump> sources, Progress progress) {
        try {
            progress.say("Deploying the stack of the primary Region, " + Stage.PRIMARY + ", from the Pulumi program");
            stage.deployPrimary(
                    sources.stream().map(PoolDump::userPoolId).toList(),
                    company.get(0).setting().configuration());
            if (stage.has(Lack.REPLICAS)
                    && company.stream().anyMatch(scenario -> scenario.setting().secondary())) {
                progress.say("Deploying the stack of the secondary Region, " + Stage.SECONDARY);
                stage.deploySecondary(List.of());
            }
            return Optional.empty();
        } catch (DeploymentFailedException e) {
            return Optional.of(e);
        }
    }
}
