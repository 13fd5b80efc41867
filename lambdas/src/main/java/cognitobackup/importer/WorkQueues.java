package cognitobackup.importer;

/** The queues of the imports of this Region. */
public interface WorkQueues {
    /** Users to create in the target. */
    WorkQueue newUsers();

    /** Users of the target to disable or to add to groups. */
    WorkQueue userUpdates();
}
