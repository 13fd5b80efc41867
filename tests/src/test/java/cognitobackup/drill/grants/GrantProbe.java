package cognitobackup.drill.grants;

import cognitobackup.drill.Stage;
import cognitobackup.local.LocalRegion;
import cognitobackup.local.iam.AccessDeniedException;
import cognitobackup.local.iam.Grant;
import cognitobackup.local.iam.GrantUse;
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
 * Takes some grants away, each until an invocation has failed for the lack of it; then gives it back, and has the
 * invocation made again, as every step can be, so that the scenario goes on. That a step which goes on failing fails its
 * workflow is shown of each step elsewhere.
 */
public final class GrantProbe {
    /** Where import jobs cannot be used users are created without them, and a note in the report says why. */
    private static final Set<String> OF_JOBS = Set.of("cognito-idp:GetCSVHeader", "iam:PassRole");

    /** What these may not do fails no invocation. */
    private static final Set<String> OF_SERVICES =
            Set.of("import-jobs", "execution-ended-rule", "schedules", "watch-schedule");

    private final Random random;
    private final int count;
    private final Set<PlainGrant> drawn = new TreeSet<>();
    private final Set<PlainGrant> proven = ConcurrentHashMap.newKeySet();
    private final Set<String> expected = ConcurrentHashMap.newKeySet();

    /** @param count how many grants to draw, of those that the first stage has */
    public GrantProbe(long seed, int count) {
        this.random = new Random(seed);
        this.count = count;
    }

    /** Takes away, on a stage whose stacks are deployed, what of the drawn grants has not been missed yet. */
    public synchronized void set(Stage stage) {
        Iam iam = stage.iam();
        if (drawn.isEmpty()) {
            draw(iam);
        }
        iam.grants().stream()
                .map(GrantUse::grant)
                .filter(grant -> drawn.contains(PlainGrant.of(grant)) && !proven.contains(PlainGrant.of(grant)))
                .forEach(iam::withdraw);
        for (LocalRegion region : List.of(stage.region(Stage.PRIMARY), stage.region(Stage.SECONDARY))) {
            region.functions().tellFailed((role, begun) -> missed(iam, role, begun));
        }
    }

    private void draw(Iam iam) {
        List<PlainGrant> all = new ArrayList<>(iam.grants().stream()
                .map(use -> PlainGrant.of(use.grant()))
                .filter(GrantProbe::failsAnInvocation)
                .collect(Collectors.toCollection(TreeSet::new)));
        Collections.shuffle(all, random);
        drawn.addAll(all.subList(0, Math.min(count, all.size())));
    }

    private static boolean failsAnInvocation(PlainGrant grant) {
        return grant.sid().isEmpty()
                && !grant.action().startsWith("logs:") // Who may not write logs goes on without.
                && !OF_SERVICES.contains(grant.role())
                && !grant.action().contains("ImportJob")
                && !OF_JOBS.contains(grant.action());
    }

    private synchronized boolean missed(Iam iam, String role, long begun) {
        Set<PlainGrant> found = new HashSet<>();
        for (AccessDeniedException denial : iam.denials()) {
            if (denial.nanoTime() >= begun && denial.roleArn().equals(role)) {
                iam.grants().stream()
                        .map(GrantUse::grant)
                        .filter(grant -> isMissing(grant, denial))
                        .forEach(grant -> {
                            found.add(PlainGrant.of(grant));
                            expected.add(denial.getMessage());
                        });
            }
        }
        iam.grants().stream()
                .map(GrantUse::grant)
                .filter(grant -> found.contains(PlainGrant.of(grant)))
                .forEach(iam::giveBack);
        proven.addAll(found);
        return !found.isEmpty();
    }

    private boolean isMissing(Grant grant, AccessDeniedException denial) {
        return grant.roleArn().equals(denial.roleArn())
                && grant.allows(denial.request().action(), denial.request().resource())
                && drawn.contains(PlainGrant.of(grant));
    }

    public Set<PlainGrant> drawn() {
        return drawn;
    }

    /** The grants without which an invocation failed. */
    public Set<PlainGrant> proven() {
        return proven;
    }

    /** Whether a denial is the work of this probe. */
    public boolean expected(String denial) {
        return expected.contains(denial);
    }
}
