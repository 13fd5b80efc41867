/** Looks after the backups from outside, whether or not anything runs: how old they are, whether they are whole here, and what was given up. */
package cognitobackup.watch;
