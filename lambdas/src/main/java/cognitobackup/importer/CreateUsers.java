package cognitobackup.importer;

import cognitobackup.cognito.UserPool;
import cognitobackup.function.Deadline;
import jakarta.inject.Singleton;

/** Works off the queue of users to create. */
@Singleton
class CreateUsers {
    private final ImportAccess access;
    private final Results results;
    private final QueueWorker worker;
    private final WorkQueues queues;

    CreateUsers(ImportAccess access, Results results, QueueWorker worker, WorkQueues queues) {
        this.access = access;
        this.results = results;
        this.worker = worker;
        this.queues = queues;
    }

    QueueWorker.Progress create(ImportRun run, int sharers, QueueWorker.Progress progress, Deadline deadline) {
        access.checkLocks(run);
        UserPool target = access.target(run, sharers, deadline);
        try {
            var createUser = new CreateUser(run, target, access.originalSub(run, target), results);
            return worker.work(run, queues.newUsers(), createUser::create, progress, deadline);
        } finally {
            results.addApiCalls(run, target);
        }
    }
}
