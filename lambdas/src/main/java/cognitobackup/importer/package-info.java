/** The import: rebuilds a user pool from a snapshot, as the diff of what is planned and what the target holds. */
package cognitobackup.importer;
