/** Runs the commands of the runbooks as they are printed, against the local AWS. */
package cognitobackup.runbooks;
