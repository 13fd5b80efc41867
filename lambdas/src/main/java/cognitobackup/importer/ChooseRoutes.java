package cognitobackup.importer;

import cognitobackup.cognito.AccessDeniedException;
import cognitobackup.cognito.RejectedByCognitoException;
import cognitobackup.cognito.UserPool;
import cognitobackup.pool.PoolSettings;
import cognitobackup.pool.Restorable;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Finds out by which routes users can be created in a target. */
@Singleton
class ChooseRoutes {
    private final Results results;

    ChooseRoutes(Results results) {
        this.results = results;
    }

    CreationRoutes of(
            ImportRun run,
            int round,
            UserPool target,
            PoolSettings settings,
            Restorable restorable,
            OriginalSub originalSub) {
        return new CreationRoutes(run, round, settings, restorable, originalSub, rules(run, round, target, settings));
    }

    private Optional<CsvRules> rules(ImportRun run, int round, UserPool target, PoolSettings settings) {
        boolean later = round > 0 && run.options().method() != ImportMethod.CSV;
        if (later || !CreationRoutes.jobs(run.options())) {
            return Optional.empty();
        }
        try {
            var rules = new CsvRules(settings, target.importJobs().header());
            rules.refusalOfAll().ifPresent(refusal -> results.noteOfJobs(run, refusal));
            return Optional.of(rules);
        } catch (RejectedByCognitoException | AccessDeniedException e) {
            results.noteOfJobs(run, e.getMessage());
            return Optional.empty();
        }
    }
}
