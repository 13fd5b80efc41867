package cognitobackup.importer;

import cognitobackup.function.Deadline;
import cognitobackup.function.FunctionHandler;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/** Works off the queue of users to create. */
public class CreateUsersHandler extends FunctionHandler<QueueStep.Input, QueueStep.Output> {
    @Inject
    CreateUsers createUsers;

    public CreateUsersHandler() {}

    public CreateUsersHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected QueueStep.Output handle(QueueStep.Input input, Deadline deadline) {
        QueueWorker.Progress progress =
                createUsers.create(input.run(), input.work().of(), input.progress(), deadline);
        return new QueueStep.Output(progress.done(), progress);
    }
}
