package cognitobackup.drill.grants;

import cognitobackup.drill.Stage;
import cognitobackup.drill.scenario.Sabotage;
import cognitobackup.local.LocalRegion;
import cognitobackup.local.iam.AccessDeniedException;
import cognitobackup.local.iam.Grant;
import cognitobackup.local.iam.Iam;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Takes some grants away, each until it has been missed: until an invocation has failed for the lack of it, or a scenario
 * has noticed what did not come about. Then gives it back and has the invocation made again, or the part of the scenario
 * played again, as every step can be, so that the scenario goes on. That a step which goes on failing fails its workflow
 * is shown of each step elsewhere.
 *
 * <p>Every grant may be drawn but those that have a reason beside them in the program: these are for what no scenario has.
 */
public final class GrantProbe implements Sabotage {
    /** Roles of services that act on their own, outside of invocations. */
    private static final Set<String> OF_SERVICES =
            Set.of("import-jobs", "execution-ended-rule", "schedules", "watch-schedule");

    private final Random random;
    private final int count;
    private final Set<PlainGrant> seen = new TreeSet<>();
    private final Set<PlainGrant> drawn = new TreeSet<>();
    private final Set<PlainGrant> proven = new TreeSet<>();
    private final Set<String> expected = ConcurrentHashMap.newKeySet();
    private double share;

    /** Those of the stage that is played on now, whether they have been missed or not. */
    private List<Drawn> onStage = List.of();

    private record Drawn(Grant grant, PlainGrant plain) {
        boolean isDeniedBy(AccessDeniedException denial) {
            return grant.roleArn().equals(denial.roleArn())
                    && grant.allows(denial.request().action(), denial.request().resource());
        }
    }

    /**
     * @param count how many grants to draw of those that the first stage has; of what only later ones have, the same
     *     share
     */
    public GrantProbe(long seed, int count) {
        this.random = new Random(seed);
        this.count = count;
    }

    /** Takes away what of the drawn grants has not been missed yet. */
    @Override
    public synchronized void deployed(Stage stage) {
        Iam iam = stage.iam();
        List<Drawn> all = iam.grants().stream()
                .map(use -> new Drawn(use.grant(), PlainGrant.of(use.grant())))
                .toList();
        draw(all.stream().map(Drawn::plain).toList());
        onStage = all.stream().filter(grant -> drawn.contains(grant.plain())).toList();
        onStage.stream().filter(grant -> !proven.contains(grant.plain())).forEach(grant -> iam.withdraw(grant.grant()));
        for (LocalRegion region : List.of(stage.region(Stage.PRIMARY), stage.region(Stage.SECONDARY))) {
            region.functions().tellFailed((role, begun) -> failed(iam, role, begun));
        }
    }

    private void draw(List<PlainGrant> granted) {
        Set<PlainGrant> unseen =
                granted.stream().filter(grant -> grant.sid().isEmpty()).collect(Collectors.toCollection(TreeSet::new));
        unseen.removeAll(seen);
        if (seen.isEmpty()) {
            List<PlainGrant> all = new ArrayList<>(unseen);
            Collections.shuffle(all, random);
            drawn.addAll(all.subList(0, Math.min(count, all.size())));
            share = (double) drawn.size() / all.size();
        } else {
            unseen.stream().filter(grant -> random.nextDouble() < share).forEach(drawn::add);
        }
        seen.addAll(unseen);
    }

    /** Whether an invocation is made again: also one that was denied what has been given back meanwhile. */
    private synchronized boolean failed(Iam iam, String role, long begun) {
        return missed(
                iam,
                onStage.stream()
                        .filter(grant -> failsInvocations(grant.plain()))
                        .toList(),
                iam.denials().stream()
                        .filter(denial ->
                                denial.nanoTime() >= begun && denial.roleArn().equals(role))
                        .toList());
    }

    /** The others' lack fails no invocation: a function goes on without its log, and an import without import jobs. */
    private static boolean failsInvocations(PlainGrant grant) {
        return !grant.action().startsWith("logs:")
                && !grant.action().matches("cognito-idp:(\\w+ImportJobs?|GetCSVHeader)")
                && !grant.resource().equals("iam:role/import-jobs")
                && !OF_SERVICES.contains(grant.role());
    }

    @Override
    public synchronized boolean undone(Stage stage, Noticed what, String found) {
        List<Drawn> explaining = onStage.stream()
                .filter(grant -> !failsInvocations(grant.plain()) && !proven.contains(grant.plain()))
                .filter(grant -> explains(grant.plain(), what, found))
                .toList();
        if (!missed(stage.iam(), explaining, stage.iam().denials())) {
            return false;
        }
        if (what == Noticed.SILENT_FUNCTIONS) {
            // An instance that could not begin its log when it started never will.
            for (String function : found.split(" ", -1)) {
                stage.region(Stage.PRIMARY).functions().killInstances(function);
                stage.region(Stage.SECONDARY).functions().killInstances(function);
            }
        }
        return true;
    }

    /** Whether what was noticed may come of the lack of a grant. */
    private static boolean explains(PlainGrant grant, Noticed what, String found) {
        boolean ofSchedule = grant.role().matches("schedules|watch-schedule");
        boolean ofDeadLetter = grant.action().matches("sqs:SendMessage|kms:(Decrypt|GenerateDataKey)");
        return switch (what) {
            case DEPLOYMENT_FAILED -> found.contains(grant.action());
            case SILENT_FUNCTIONS ->
                grant.action().matches("logs:(CreateLogStream|PutLogEvents)")
                        && List.of(found.split(" ", -1)).stream()
                                .anyMatch(function -> PlainNames.of(function).equals(grant.role()));
            // When a job is made, Cognito is handed the role of the jobs, and takes it on.
            case NO_IMPORT_JOBS ->
                found.contains(
                        grant.role().equals("import-jobs") || grant.action().equals("iam:PassRole")
                                ? "CreateUserImportJob"
                                : grant.action().replaceFirst("^cognito-idp:", ""));
            case NO_NOTIFICATION -> grant.role().equals("execution-ended-rule");
            case NOTHING_STARTED -> ofSchedule && !ofDeadLetter;
            case NO_DEAD_LETTER -> ofSchedule && ofDeadLetter;
        };
    }

    /** Gives back what was denied of these grants; returns whether anything was. */
    private boolean missed(Iam iam, List<Drawn> grants, List<AccessDeniedException> denials) {
        Set<PlainGrant> found = new HashSet<>();
        for (AccessDeniedException denial : denials) {
            grants.stream().filter(grant -> grant.isDeniedBy(denial)).forEach(grant -> {
                found.add(grant.plain());
                expected.add(denial.getMessage());
            });
        }
        onStage.stream().filter(grant -> found.contains(grant.plain())).forEach(grant -> iam.giveBack(grant.grant()));
        proven.addAll(found);
        return !found.isEmpty();
    }

    public synchronized Set<PlainGrant> drawn() {
        return Set.copyOf(drawn);
    }

    /** The grants that have been missed. */
    public synchronized Set<PlainGrant> proven() {
        return Set.copyOf(proven);
    }

    /** Whether a denial is the work of this probe. */
    public boolean expected(String denial) {
        return expected.contains(denial);
    }
}
