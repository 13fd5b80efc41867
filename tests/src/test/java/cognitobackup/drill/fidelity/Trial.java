package cognitobackup.drill.fidelity;

import cognitobackup.drill.Runbook;
import cognitobackup.drill.Stage;
import cognitobackup.drill.WorkflowFailedException;
import cognitobackup.drill.judge.Announced;
import cognitobackup.drill.judge.IdentityMap;
import cognitobackup.drill.judge.Judge;
import cognitobackup.drill.population.PoolDump;
import cognitobackup.drill.population.PoolUser;
import cognitobackup.local.cognito.CognitoUserPools;
import cognitobackup.local.cognito.MfaFactor;
import cognitobackup.local.cognito.PoolState;
import cognitobackup.local.cognito.UserMfa;
import cognitobackup.local.cognito.UserSeed;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cognitoidentityprovider.model.LambdaConfigType;

/** One pool's way from export to import, and what was found to be wrong with the outcome. */
final class Trial {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String REFUSED = "Refused";
    private static final int HARMS = 20;

    private final Stage stage;
    private final Runbook runbook;
    private final CognitoUserPools cognito;
    private final Case tried;
    private final PoolDump source;
    private final Random random;
    private final List<String> faults = new ArrayList<>();
    private boolean refused;
    private int harms;

    private Trial(Stage stage, Case tried, long seed) {
        this.stage = stage;
        this.runbook = stage.runbook(Stage.PRIMARY);
        this.cognito = stage.userPools(Stage.PRIMARY);
        this.tried = tried;
        this.source = tried.source();
        this.random = new Random(seed);
    }

    /**
     * What came of a trial.
     *
     * @param faults what is wrong, in words; nothing where all is as it must be, or as the report says
     * @param refused whether the import was refused, for good reason
     * @param harms in how many ways the restored pool was harmed, each of which the judge saw
     */
    record Outcome(List<String> faults, boolean refused, int harms) {}

    /** Puts a case's population into a pool of its own; what the pool then holds is what has to come back. */
    static Case fill(Stage stage, Case made) {
        PoolDump population = made.source();
        PoolDump pool = population.inPool(stage.createPool(Stage.PRIMARY, population.userPool()));
        stage.fill(Stage.PRIMARY, pool);
        PoolDump filled = read(stage, pool.userPoolId(), population.userPool());
        if (!Set.copyOf(filled.users()).equals(Set.copyOf(pool.users()))
                || !Set.copyOf(filled.memberships()).equals(Set.copyOf(pool.memberships()))
                || filled.groups().size() != pool.groups().size()) {
            throw new IllegalStateException("The pool does not hold the population: " + filled + ", not " + pool);
        }
        return made.with(filled);
    }

    /** With the second factors, which no listing shows. */
    private static PoolDump read(Stage stage, String userPoolId, ObjectNode like) {
        PoolDump read = stage.readPool(Stage.PRIMARY, userPoolId);
        Map<String, UserMfa> mfa = new HashMap<>();
        stage.userPools(Stage.PRIMARY).state(userPoolId).users().forEach(user -> mfa.put(user.sub(), user.mfa()));
        List<PoolUser> users = read.users().stream()
                .map(user -> user.with(mfa.get(user.sub())))
                .toList();
        return new PoolDump(like.deepCopy().put("Id", userPoolId), users, read.groups(), read.memberships());
    }

    static Outcome run(Stage stage, Case tried, long seed) throws InterruptedException {
        Trial trial = new Trial(stage, tried, seed);
        try {
            trial.run();
        } catch (WorkflowFailedException e) {
            trial.faults.add(e.getMessage());
        }
        return new Outcome(trial.faults, trial.refused, trial.harms);
    }

    private void run() throws InterruptedException {
        runbook.await(runbook.startExport(Map.of("userPoolId", source.userPoolId())), LIMIT);
        LambdaConfigType.Builder triggers = LambdaConfigType.builder();
        tried.trigger().ifPresent(name -> {
            String function = "arn:aws:lambda:us-east-1:123456789012:function:trigger";
            if (name.equals("PreSignUp")) {
                triggers.preSignUp(function);
            } else {
                triggers.postConfirmation(function);
            }
        });
        String target = stage.createPool(Stage.PRIMARY, tried.target(), triggers.build());
        if (tried.filled()) {
            cognito.seed().users(target, List.of(stranger()));
        }
        tried.fault().ifPresent(fault -> cognito.imports().plan(target, fault));
        PoolState before = cognito.state(target);
        Optional<Answer> answer = imported(target, before);
        if (answer.isPresent()) {
            judge(target, answer.get());
            if (faults.isEmpty()) {
                new Aftermath(target).happen();
            }
        }
    }

    private UserSeed stranger() {
        return UserSeed.of("stranger", Map.of("email", "stranger@example.com", "phone_number", "+15550001"));
    }

    /** What an import has left behind. */
    private record Answer(JsonNode report, IdentityMap map) {}

    /** Empty where the import was refused, for which there must be a reason, and nothing may have been changed then. */
    private Optional<Answer> imported(String target, PoolState before) throws InterruptedException {
        DueRefusal refusal = DueRefusal.of(tried);
        try {
            Answer answer = importInto(target, Map.of());
            if (refusal.isDue()) {
                faults.add("not refused, though: " + refusal.must());
            }
            return Optional.of(answer);
        } catch (WorkflowFailedException e) {
            if (!e.error().contains(REFUSED) || !refusal.allows(e.getMessage())) {
                throw e;
            }
            if (!cognito.state(target).equals(before)) {
                faults.add("refused, but the target is not as it was: " + cognito.state(target));
            }
            refused = true;
            return Optional.empty();
        }
    }

    private Answer importInto(String target, Map<String, ?> more) throws InterruptedException {
        Map<String, Object> input = new HashMap<>(tried.input());
        input.putAll(more);
        input.put("userPoolId", source.userPoolId());
        input.put("targetUserPoolId", target);
        JsonNode output = runbook.await(runbook.startImport(input), LIMIT);
        JsonNode report = stage.report(Stage.PRIMARY, output.path("report").asText());
        byte[] map = stage.reportsFile(Stage.PRIMARY, report.path("identityMap").asText())
                .orElseThrow();
        return new Answer(report, IdentityMap.of(new String(map, StandardCharsets.UTF_8)));
    }

    private void judge(String target, Answer answer) {
        PoolDump restored = read(stage, target, tried.target());
        faults.addAll(Verdict.of(tried, restored, answer.report(), answer.map()).faults());
        PoolState state = cognito.state(target);
        state.creations().forEach((name, times) -> expect(1, times, "creations of " + name));
        state.users().forEach(user -> {
            long passwords = user.status().name().equals("RESET_REQUIRED") ? 0 : 1;
            expect(passwords, user.passwordsSet(), "passwords for " + user.username());
        });
        requireNoMessages(target);
        tried.trigger()
                .filter(name -> !answer.report().path("preparation").toString().contains(name))
                .ifPresent(name -> faults.add("the preparation does not name the trigger " + name));
        if (faults.isEmpty()) {
            harm(restored, answer);
        }
    }

    private void requireNoMessages(String target) {
        cognito.outbox().messages().stream()
                .filter(message -> message.userPoolId().equals(target))
                .forEach(message -> faults.add("a message: " + message));
    }

    /** That the judge would have seen it, had the import done harm. */
    private void harm(PoolDump restored, Answer answer) {
        Announced announced = Announced.by(answer.report(), answer.map());
        Set<String> hadTextMessages = source.users().stream()
                .filter(user -> user.mfa().enabled().contains(MfaFactor.SMS_MFA))
                .map(user -> Judge.identity(user, source))
                .collect(Collectors.toSet());
        Harm harm = new Harm(
                restored,
                user -> !announced.mentions(Judge.identity(user, restored)),
                user -> hadTextMessages.contains(Judge.identity(user, restored)),
                random);
        List<Harm.Kind> kinds = List.of(Harm.Kind.values());
        for (int number = 0; number < HARMS; number++) {
            Harm.Kind kind = kinds.get(number % kinds.size());
            Optional<PoolDump> harmed = harm.done(kind);
            if (harmed.isPresent()) {
                harms++;
                if (Verdict.announced(tried, harmed.get(), answer.report(), answer.map())
                        .faults()
                        .isEmpty()) {
                    faults.add("the judge did not see the harm " + kind);
                }
            }
        }
    }

    private void expect(long expected, long actual, String what) {
        if (expected != actual) {
            faults.add(what + ": " + actual + ", not " + expected);
        }
    }

    /** What happens after the import, and what another import makes of it. */
    private final class Aftermath {
        private final String target;

        Aftermath(String target) {
            this.target = target;
        }

        void happen() throws InterruptedException {
            switch (tried.after()) {
                case NOTHING -> {}
                case MERGE -> merge();
                case SIGN_IN -> signIn();
                case DAMAGE -> damage();
            }
        }

        /** What was done is done: a second import finds nothing to do, and one more of a broken job finishes it. */
        private void merge() throws InterruptedException {
            PoolState before = cognito.state(target);
            Map<String, Object> again = Map.of("mode", "MERGE", "trustExistingIdentities", true);
            Answer second = importInto(target, again);
            judgeAgain(second);
            boolean everybodyWasThere =
                    tried.fault().isEmpty() || !tried.method().equals("CSV");
            if (everybodyWasThere && !cognito.state(target).equals(before)) {
                faults.add("an import with MERGE changed something: " + cognito.state(target) + ", not " + before);
            }
        }

        private void judgeAgain(Answer answer) {
            judgeAgain(answer, "again: ");
            requireNoMessages(target);
        }

        /** Whoever was there before keeps the second factors that it has, so these are not looked at. */
        private void judgeAgain(Answer answer, String when) {
            PoolDump restored = read(stage, target, tried.target());
            Verdict.announcedBesideStrangers(
                            tried.with(withoutMfa(source)), withoutMfa(restored), answer.report(), answer.map())
                    .faults()
                    .forEach(fault -> faults.add(when + fault));
        }

        private PoolDump withoutMfa(PoolDump pool) {
            return new PoolDump(
                    pool.userPool(),
                    pool.users().stream().map(user -> user.with(UserMfa.none())).toList(),
                    pool.groups(),
                    pool.memberships());
        }

        private void signIn() throws InterruptedException {
            SignIns signIns = SignIns.of(tried);
            signIns.signIn(stage, target);
            PoolState before = cognito.state(target);
            Answer second = importInto(target, Map.of("mode", "MERGE", "trustExistingIdentities", true));
            signIns.faults(before, cognito.state(target)).forEach(faults::add);
            judgeAgain(second);
        }

        private void damage() throws InterruptedException {
            new Damage(stage, target, random).happen();
            boolean removals = random.nextBoolean();
            int messages = cognito.outbox().messages().size();
            Answer second = importInto(
                    target, Map.of("mode", "OVERWRITE", "trustExistingIdentities", true, "allowRemovals", removals));
            judgeAgain(second, "after damage: ");
            expect(messages, cognito.outbox().messages().size(), "messages in all");
        }
    }
}
