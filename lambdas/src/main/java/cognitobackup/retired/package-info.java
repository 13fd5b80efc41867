/**
 * Reads the backup table of AWS's retired Cognito User Profiles Export Reference Architecture, so that its last backup
 * can become a pool's first snapshot here. Nothing writes to that table.
 */
package cognitobackup.retired;
