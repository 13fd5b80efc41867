/**
 * ExportWorkflow: brings the backup of a pool up to what the pool is now, and completes a snapshot of it.
 *
 * <p>One handler per state of the workflow, each with one flow behind it. What a step did and where it goes on is its
 * {@link cognitobackup.exporter.Progress}, which passes through the workflow's state and so holds no personal data.
 */
package cognitobackup.exporter;
